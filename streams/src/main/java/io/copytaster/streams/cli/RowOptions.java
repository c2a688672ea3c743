package io.copytaster.streams.cli;

import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How many of a file's rows a command reads, and what it does with bad ones. */
final class RowOptions {

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

  /** Opens a file; the caller closes it. */
  ArticleReader open(Path file) {
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
