package io.copytaster.model.dataset;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file's rows in one format. */
interface Rows {

  /**
   * The next row that is not blank; {@code null} after the last. A bad row is passed: the next call
   * reads the one after it.
   *
   * @param number the row's number from 1, from which its id is made where the file has none
   * @throws IOException if nothing more can be read
   */
  @Nullable LabeledText next(long number) throws IOException, BadRowException;

  /** The line on which the latest row began, bad or not, from 1. */
  long line();
}
