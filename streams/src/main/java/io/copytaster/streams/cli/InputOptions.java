package io.copytaster.streams.cli;

import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which articles a command reads. */
final class InputOptions {

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE|-",
      description =
          "AG News CSV, CSV with a header, or JSON Lines, told apart by content; - is standard"
              + " input.")
  private Path file = ArticleReader.STANDARD_INPUT;

  @Mixin private RowOptions rows = new RowOptions();

  /** Opens the file; the caller closes it. */
  ArticleReader open() {
    return rows.open(file);
  }

  BadRows badRows() {
    return rows.badRows();
  }

  /** How many articles are wanted. */
  long limit() {
    return rows.limit();
  }
}
