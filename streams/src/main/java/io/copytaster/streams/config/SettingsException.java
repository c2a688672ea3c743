package io.copytaster.streams.config;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with the settings at once, for the user to read. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of mistake it is. */
  public enum Category {
    /** No setting has this name. */
    UNKNOWN_NAME,
    /** A setting cannot have this value. */
    INVALID_VALUE,
    /** Two settings do not go together. */
    CONTRADICTION,
    /** A Kafka property that would break what this program promises. */
    REFUSED_PROPERTY,
    /** The settings file cannot be read. */
    UNREADABLE_FILE
  }

  /**
   * One mistake.
   *
   * @param message names the setting, where it came from and what is allowed; no secret
   */
  public record Problem(Category category, String message) {}

  @SuppressWarnings("serial") // An immutable list of records; never serialised.
  private final List<Problem> problems;

  SettingsException(List<Problem> problems) {
    super(problems.stream().map(Problem::message).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  SettingsException(Category category, String message) {
    this(List.of(new Problem(category, message)));
  }

  /** The mistakes, at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
