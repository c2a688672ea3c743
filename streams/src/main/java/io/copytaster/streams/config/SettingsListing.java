package io.copytaster.streams.config;

import java.util.stream.Collectors;

/** What {@code --print-config} prints: every setting, its value, where it came from. */
public final class SettingsListing {

  private SettingsListing() {}

  /** One line a setting, in columns; secrets are masked. */
  public static String of(SettingValues values) {
    int names = values.all().stream().mapToInt(value -> value.name().length()).max().orElse(1);
    int texts = values.all().stream().mapToInt(value -> value.shown().length()).max().orElse(1);
    var format = "%-" + names + "s  %-" + Math.max(1, Math.min(texts, 40)) + "s  %s";
    return values.all().stream()
        .map(value -> format.formatted(value.name(), value.shown(), value.source()))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
