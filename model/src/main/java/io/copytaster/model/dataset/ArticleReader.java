package io.copytaster.model.dataset;

import static io.copytaster.model.dataset.DatasetException.Category.UNREADABLE;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The articles of a file, one after the other, in memory that does not grow with the file.
 *
 * <p>The format is told by content: AG News CSV, CSV with a header, or JSON Lines, in UTF-8. Line
 * breaks inside a field become {@code \n}; nothing else is changed. For one thread.
 */
public final class ArticleReader implements Iterator<LabeledText>, AutoCloseable {

  /** The path that stands for standard input. */
  public static final Path STANDARD_INPUT = Path.of("-");

  /** The longest row, in bytes; an open quote ends here. */
  private static final long ROW_LIMIT = 32 << 20;

  private record Found(LabeledText text, long line) {}

  private final String file;
  private final BadRows badRows;
  private final Lines lines;
  private final Rows rows;
  private @Nullable Found ahead;
  private long number;
  private long line;
  private long skipped;

  private ArticleReader(String file, BadRows badRows, Lines lines) throws IOException {
    this.file = file;
    this.badRows = badRows;
    this.lines = lines;
    this.rows = Formats.detect(file, lines);
  }

  /**
   * Opens a file, or standard input for {@link #STANDARD_INPUT}.
   *
   * @throws DatasetException if it cannot be read, is empty, or is in no known format
   */
  public static ArticleReader open(Path file, BadRows badRows) {
    if (file.equals(STANDARD_INPUT)) {
      return read(keptOpen(System.in), "standard input", badRows);
    }
    try {
      return read(Files.newInputStream(file), file.toString(), badRows);
    } catch (NoSuchFileException e) {
      throw DatasetException.ofFile(UNREADABLE, file.toString(), "no such file", e);
    } catch (IOException e) {
      throw DatasetException.ofFile(UNREADABLE, file.toString(), "cannot be read: " + e, e);
    }
  }

  /**
   * Reads a stream, which is closed with the reader, and at once if it cannot be read.
   *
   * @param name what errors call it
   * @throws DatasetException as {@link #open} has it
   */
  public static ArticleReader read(InputStream in, String name, BadRows badRows) {
    try {
      return new ArticleReader(name, badRows, new Lines(in, ROW_LIMIT));
    } catch (IOException e) {
      closeAfter(e, in);
      throw DatasetException.ofFile(UNREADABLE, name, "cannot be read: " + e, e);
    } catch (RuntimeException e) {
      closeAfter(e, in);
      throw e;
    }
  }

  /**
   * @throws DatasetException if reading fails, or on a bad row that is not skipped; after a bad row
   *     the next call goes on behind it
   */
  @Override
  public boolean hasNext() {
    if (ahead == null) {
      ahead = find();
    }
    return ahead != null;
  }

  /**
   * @throws DatasetException as {@link #hasNext} has it
   */
  @Override
  public LabeledText next() {
    Found found = ahead == null ? find() : ahead;
    if (found == null) {
      throw new NoSuchElementException(file + " has no more rows");
    }
    ahead = null;
    line = found.line;
    return found.text;
  }

  /** The line on which the row that {@link #next} gave last begins, from 1; 0 before the first. */
  public long line() {
    return line;
  }

  /** How many bad rows were left out so far. */
  public long skipped() {
    return skipped;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw DatasetException.ofFile(UNREADABLE, file, "cannot be closed: " + e, e);
    }
  }

  private @Nullable Found find() {
    while (true) {
      try {
        number++;
        LabeledText text = rows.next(number);
        return text == null ? null : new Found(text, rows.line());
      } catch (BadRowException e) {
        if (badRows == BadRows.REFUSE) {
          throw DatasetException.ofRow(file, rows.line(), e);
        }
        skipped++;
      } catch (IOException e) {
        throw DatasetException.ofFile(UNREADABLE, file, "cannot be read: " + e, e);
      }
    }
  }

  private static InputStream keptOpen(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public void close() {}
    };
  }

  private static void closeAfter(Exception failure, InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
