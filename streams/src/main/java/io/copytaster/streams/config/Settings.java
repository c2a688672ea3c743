package io.copytaster.streams.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that can be set, checked and typed.
 *
 * <p>Each group declares its settings beside its record; {@link #ALL} is what the reference in the
 * README, {@code --print-config} and the check for unknown names are made from.
 */
public record Settings(
    KafkaSettings kafka,
    TopicSettings topics,
    ServingSettings serving,
    EngineSettings engine,
    OutputSettings output,
    ModelSettings model,
    RegistrySettings registry,
    StorageSettings storage,
    ShadowSettings shadow,
    DriftSettings drift,
    TelemetrySettings telemetry,
    TracingSettings tracing,
    HttpSettings http,
    RetrainSettings retrain) {

  /** Every setting, in the order of the reference. */
  public static final List<Setting<?>> ALL =
      Stream.of(
              KafkaSettings.ALL,
              TopicSettings.ALL,
              ServingSettings.ALL,
              EngineSettings.ALL,
              OutputSettings.ALL,
              ModelSettings.ALL,
              RegistrySettings.ALL,
              StorageSettings.ALL,
              S3Settings.ALL,
              ShadowSettings.ALL,
              DriftSettings.ALL,
              TelemetrySettings.ALL,
              TracingSettings.ALL,
              HttpSettings.ALL,
              RetrainSettings.ALL,
              GateSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  /**
   * The typed settings of what was loaded.
   *
   * @throws SettingsException if two values do not go together
   */
  public static Settings from(SettingValues values) {
    var settings =
        new Settings(
            KafkaSettings.from(values),
            TopicSettings.from(values),
            ServingSettings.from(values),
            EngineSettings.from(values),
            OutputSettings.from(values),
            ModelSettings.from(values),
            RegistrySettings.from(values),
            StorageSettings.from(values),
            ShadowSettings.from(values),
            DriftSettings.from(values),
            TelemetrySettings.from(values),
            TracingSettings.from(values),
            HttpSettings.from(values),
            RetrainSettings.from(values));
    var problems = Contradictions.in(settings);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return settings;
  }

  /**
   * The defaults with some values changed, whatever the environment says.
   *
   * @param values by name, with or without {@code copytaster.}
   * @throws SettingsException as for values that a user gives
   */
  public static Settings of(Map<String, String> values) {
    return from(SettingValues.load(SettingSources.commandLineOnly(values)));
  }
}
