package io.copytaster.streams.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Lines to a file that appears whole or not at all, or to standard output.
 *
 * <p>What is there already and no regular file, such as a pipe, is written to as it is.
 */
final class LineOutput implements AutoCloseable {

  static final Path STANDARD_OUTPUT = Path.of("-");

  private final Writer writer;
  private final @Nullable Path part;
  private final Path target;

  private LineOutput(Writer writer, @Nullable Path part, Path target) {
    this.writer = writer;
    this.part = part;
    this.target = target;
  }

  static LineOutput open(Path target, PrintWriter standardOutput) throws IOException {
    if (target.equals(STANDARD_OUTPUT)) {
      return new LineOutput(standardOutput, null, target);
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      return new LineOutput(Files.newBufferedWriter(target), null, target);
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    return new LineOutput(Files.newBufferedWriter(part), part, target);
  }

  /** Writes one line. */
  void write(String line) throws IOException {
    writer.write(line);
    writer.write('\n');
    if (writer instanceof PrintWriter printer && printer.checkError()) {
      throw new IOException("standard output was closed");
    }
  }

  /** Everything is written: the file takes its name. */
  void commit() throws IOException {
    if (target.equals(STANDARD_OUTPUT)) {
      writer.flush();
      return;
    }
    writer.close();
    if (part != null) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Without a {@link #commit} before, nothing is left of the file. */
  @Override
  public void close() throws IOException {
    if (!target.equals(STANDARD_OUTPUT)) {
      writer.close();
    }
    if (part != null) {
      Files.deleteIfExists(part);
    }
  }
}
