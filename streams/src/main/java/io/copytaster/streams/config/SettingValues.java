package io.copytaster.streams.config;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was loaded: of every setting, and every Kafka property passed through, value and source. */
public final class SettingValues {

  /**
   * One value as it was given.
   *
   * @param name in full
   * @param text the value, secret or not
   * @param source where it came from, in words
   * @param secret whether the text must not be shown
   */
  record Value(String name, String text, String source, boolean secret) {

    /** The text as it may be shown. */
    String shown() {
      return Secrets.show(text, secret);
    }

    /** As {@link #shown()}. */
    @Override
    public String toString() {
      return name + " = " + shown() + " (" + source + ")";
    }
  }

  private static final String KAFKA = Setting.PREFIX + KafkaSettings.PREFIX;

  private final Map<String, Value> values;

  private SettingValues(Map<String, Value> values) {
    this.values = values;
  }

  /**
   * Loads and checks every value.
   *
   * @throws SettingsException with every unknown name, invalid value and refused property
   */
  public static SettingValues load(SettingSources sources) {
    var config = new SmallRyeConfigBuilder();
    sources.sources().forEach(config::withSources);
    var loaded = new SettingValues(resolve(config.build(), sources));
    var problems = ValueChecks.problems(loaded.values.values());
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return loaded;
  }

  /** The typed value of a setting. */
  <T> T get(Setting<T> setting) {
    return setting.type().parse(Objects.requireNonNull(values.get(setting.fullName())).text());
  }

  /** The Kafka properties that are passed through. */
  KafkaOverrides kafkaOverrides() {
    return new KafkaOverrides(
        values.values().stream()
            .filter(value -> isOverride(value.name()))
            .collect(
                Collectors.toMap(value -> value.name().substring(KAFKA.length()), Value::text)));
  }

  /** Settings in the order of the reference, then Kafka properties by name. */
  Collection<Value> all() {
    return values.values();
  }

  /** Whether a full name is that of a Kafka property passed through. */
  static boolean isOverride(String name) {
    return name.startsWith(KAFKA)
        && !name.equals(KafkaSettings.BOOTSTRAP_SERVERS.fullName())
        && name.length() > KAFKA.length();
  }

  private static boolean looksSecret(String name) {
    return Secrets.isSecret(isOverride(name) ? name.substring(KAFKA.length()) : name);
  }

  private static Map<String, Value> resolve(SmallRyeConfig config, SettingSources sources) {
    var secrets = new HashMap<String, Boolean>();
    Settings.ALL.forEach(setting -> secrets.put(setting.fullName(), setting.secret()));
    var names = new ArrayList<>(Settings.ALL.stream().map(Setting::fullName).toList());
    var others = new TreeSet<String>();
    sources.sources().forEach(source -> others.addAll(source.getPropertyNames()));
    names.forEach(others::remove);
    names.addAll(others);
    var values = new LinkedHashMap<String, Value>();
    for (var name : names) {
      var value = config.getConfigValue(name);
      boolean secret = secrets.computeIfAbsent(name, SettingValues::looksSecret);
      values.put(name, new Value(name, value.getValue(), value.getConfigSourceName(), secret));
    }
    return values;
  }
}
