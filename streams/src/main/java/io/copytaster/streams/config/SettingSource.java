package io.copytaster.streams.config;

import static io.copytaster.streams.config.SettingsException.Category.UNREADABLE_FILE;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.MapBackedConfigValueConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One place that values come from; every value knows it in words. */
final class SettingSource extends MapBackedConfigValueConfigSource {

  private static final long serialVersionUID = 1L;

  private SettingSource(String name, Map<String, ConfigValue> values, int ordinal) {
    super(name, values, ordinal);
  }

  static SettingSource commandLine(Map<String, String> given) {
    var values = new HashMap<String, ConfigValue>();
    given.forEach(
        (name, value) -> values.put(fullName(name), value(fullName(name), value, "command line")));
    return new SettingSource("command line", values, 400);
  }

  static SettingSource systemProperties(Map<String, String> properties) {
    var values = new HashMap<String, ConfigValue>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(Setting.PREFIX)) {
            values.put(name, value(name, value, "system property"));
          }
        });
    return new SettingSource("system properties", values, 300);
  }

  static SettingSource environment(Map<String, String> variables) {
    var values = new HashMap<String, ConfigValue>();
    variables.forEach(
        (variable, value) ->
            EnvironmentNames.settingName(variable)
                .ifPresent(
                    name -> values.put(name, value(name, value, "environment " + variable))));
    return new SettingSource("environment", values, 200);
  }

  /** A Java properties file in UTF-8; {@code copytaster.} may be left out of its names. */
  static SettingSource file(Path file) {
    try {
      var values = new HashMap<String, ConfigValue>();
      PropertiesConfigSource.urlToConfigValueMap(file.toUri().toURL(), file.toString(), 0)
          .forEach(
              (name, read) -> {
                var where = file + ":" + read.getLineNumber();
                values.put(fullName(name), value(fullName(name), read.getValue(), where));
              });
      return new SettingSource(file.toString(), values, 100);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(
          UNREADABLE_FILE, "The settings file %s cannot be read: %s".formatted(file, e));
    }
  }

  static SettingSource defaults() {
    var values = new HashMap<String, ConfigValue>();
    for (var setting : Settings.ALL) {
      values.put(setting.fullName(), value(setting.fullName(), setting.fallback(), "default"));
    }
    return new SettingSource("default", values, 0);
  }

  private static String fullName(String name) {
    return name.startsWith(Setting.PREFIX) ? name : Setting.PREFIX + name;
  }

  private static ConfigValue value(String name, String value, String source) {
    return ConfigValue.builder()
        .withName(name)
        .withValue(value)
        .withRawValue(value)
        .withConfigSourceName(source)
        .build();
  }
}
