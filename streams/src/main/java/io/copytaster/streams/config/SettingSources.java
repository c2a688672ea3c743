package io.copytaster.streams.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The places that values come from, strongest first: command line, system properties, environment,
 * file, default.
 */
public final class SettingSources {

  private final List<SettingSource> sources;

  private SettingSources(List<SettingSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * The sources of this process.
   *
   * @param commandLine by name, with or without {@code copytaster.}
   */
  public static SettingSources ofProcess(Map<String, String> commandLine) {
    return of(commandLine, System.getProperties(), System.getenv());
  }

  static SettingSources commandLineOnly(Map<String, String> commandLine) {
    return of(commandLine, new Properties(), Map.of());
  }

  static SettingSources of(
      Map<String, String> commandLine, Properties system, Map<String, String> environment) {
    var properties =
        system.stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, name -> system.getProperty(name, "")));
    return new SettingSources(
        List.of(
            SettingSource.commandLine(commandLine),
            SettingSource.systemProperties(properties),
            SettingSource.environment(environment),
            SettingSource.defaults()));
  }

  /**
   * These sources and a properties file, which only the defaults are weaker than.
   *
   * @throws SettingsException if the file cannot be read
   */
  public SettingSources withFile(Path file) {
    var more = new ArrayList<>(sources);
    more.add(SettingSource.file(file));
    return new SettingSources(more);
  }

  List<SettingSource> sources() {
    return sources;
  }
}
