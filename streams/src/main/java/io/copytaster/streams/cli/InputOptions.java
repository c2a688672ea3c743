package io.copytaster.streams.cli;

import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import java.nio.file.Path;
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

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "Stop after so many articles; 0, the default, is all of them.")
  private long limit;

  @Option(
      names = "--skip-bad-rows",
      description = "Leave out and count rows that cannot be read, instead of stopping there.")
  private boolean skipBadRows;

  /** Opens the file; the caller closes it. */
  ArticleReader open() {
    return ArticleReader.open(file, badRows());
  }

  BadRows badRows() {
    return skipBadRows ? BadRows.SKIP : BadRows.REFUSE;
  }

  /** How many articles are wanted. */
  long limit() {
    return limit == 0 ? Long.MAX_VALUE : limit;
  }
}
