package io.copytaster.model.dataset;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A file of articles, or one row of it, that cannot be read. */
public final class DatasetException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What kind of failure it is. */
  public enum Category {
    /** The file is not there, or reading it failed. */
    UNREADABLE,
    /** There is nothing in it. */
    EMPTY,
    /** It is none of the formats. */
    UNKNOWN_FORMAT,
    /** One row is bad; the others can still be read. */
    BAD_ROW
  }

  private static final long NO_LINE = 0;

  private final Category category;
  private final long line;

  private DatasetException(
      Category category, String message, long line, @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
    this.line = line;
  }

  static DatasetException ofFile(
      Category category, String file, String why, @Nullable Throwable cause) {
    return new DatasetException(category, file + ": " + why, NO_LINE, cause);
  }

  static DatasetException ofRow(String file, long line, BadRowException cause) {
    String message = file + ", line " + line + ": " + cause.getMessage();
    return new DatasetException(Category.BAD_ROW, message, line, cause);
  }

  /** A row that can be read and is still of no use to whoever reads it. */
  public static DatasetException badRow(String file, long line, String why) {
    return ofRow(file, line, new BadRowException(why));
  }

  /** All files together hold no row that is of use. */
  public static DatasetException noRows(String why) {
    return new DatasetException(Category.EMPTY, why, NO_LINE, null);
  }

  public Category category() {
    return category;
  }

  /** The line on which a bad row begins, from 1. */
  public OptionalLong line() {
    return line == NO_LINE ? OptionalLong.empty() : OptionalLong.of(line);
  }
}
