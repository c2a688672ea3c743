package io.copytaster.streams.config;

import java.util.Locale;

/**
 * One setting: what it is called, what it may be, what it is when nobody says, and what it does.
 *
 * @param name without the prefix {@value #PREFIX}
 * @param type what it may be
 * @param fallback the default, as the user would write it
 * @param doc one or two sentences for the user, in Markdown
 * @param secret whether its value must never be shown
 */
public record Setting<T>(
    String name, ValueType<T> type, String fallback, String doc, boolean secret) {

  /** What every name begins with. */
  public static final String PREFIX = "copytaster.";

  Setting(String name, ValueType<T> type, String fallback, String doc) {
    this(name, type, fallback, doc, false);
  }

  static Setting<String> secret(String name, String doc) {
    return new Setting<>(name, ValueType.text(), "", doc, true);
  }

  /** The name with its prefix, as it is given with {@code -D}. */
  public String fullName() {
    return PREFIX + name;
  }

  /** The environment variable that sets it. */
  public String environmentName() {
    return fullName().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }
}
