package io.copytaster.streams.cli;

import java.io.IOException;
import java.util.Optional;

/** Where an editor's answers come from. */
interface ReviewKeys extends AutoCloseable {

  /**
   * Waits for the next answer, without white space around it and in lower case; empty when no more
   * will come.
   */
  Optional<String> next() throws IOException;

  /** Characters in a line of what the answers are about. */
  default int width() {
    return 100;
  }

  /** Lines of it. */
  default int height() {
    return 24;
  }

  /** Leaves the terminal as it was. */
  @Override
  void close() throws IOException;
}
