package io.copytaster.streams.cli;

import io.copytaster.streams.config.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of a command that are another way to give a setting. */
final class Shortcuts {

  private final Map<String, String> settings = new LinkedHashMap<>();

  /** Gives a setting, by its name without {@code copytaster.}; null leaves it alone. */
  Shortcuts set(String name, @Nullable Object value) {
    if (value != null) {
      settings.put(name, value.toString());
    }
    return this;
  }

  /** Whether one of these is the setting of this name, which may have its prefix. */
  boolean replaces(String name) {
    return settings.containsKey(
        name.startsWith(Setting.PREFIX) ? name.substring(Setting.PREFIX.length()) : name);
  }

  /** Those that were given, by name. */
  Map<String, String> settings() {
    return Map.copyOf(settings);
  }
}
