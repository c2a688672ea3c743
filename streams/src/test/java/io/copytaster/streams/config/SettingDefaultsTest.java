package io.copytaster.streams.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

/** Every default stands here a second time: changing one is a decision, not a slip. */
class SettingDefaultsTest {

  private final Settings settings = Settings.of(Map.of());

  @Test
  void kafka_defaults() {
    assertThat(settings.kafka())
        .isEqualTo(new KafkaSettings("localhost:9092", new KafkaOverrides(Map.of())));
  }

  @Test
  void topics_defaults() {
    assertThat(settings.topics())
        .isEqualTo(
            new TopicSettings(
                "news.raw",
                "news.labeled",
                "news.dead-letter",
                "news.models",
                "news.reviewed",
                "news.shadow",
                false,
                3,
                (short) -1));
  }

  @Test
  void serving_defaults() {
    assertThat(settings.serving())
        .isEqualTo(
            new ServingSettings(
                "copytaster",
                "copytaster",
                "",
                Guarantee.EXACTLY_ONCE,
                1,
                GroupProtocol.CLASSIC,
                500,
                Duration.ofMillis(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(8),
                Duration.ofSeconds(8)));
  }

  @Test
  void commitInterval_followsTheGuarantee() {
    var repeating = Settings.of(Map.of("serving.guarantee", "at-least-once"));
    assertThat(repeating.serving().commitInterval()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void engine_defaults() {
    assertThat(settings.engine())
        .isEqualTo(
            new EngineSettings(2_048, 0.03, 65_536, 10_000, Duration.ZERO, Duration.ofSeconds(8)));
  }

  @Test
  void output_defaults() {
    assertThat(settings.output()).isEqualTo(new OutputSettings(1_000_000, OutputTimestamp.SOURCE));
  }

  @Test
  void model_defaults() {
    assertThat(settings.model()).isEqualTo(new ModelSettings(null, "auto", "auto", 0, 0, null));
    assertThat(settings.model().checkpoint()).isEmpty();
    assertThat(settings.model().cache()).isEmpty();
  }

  @Test
  void registry_defaults() {
    assertThat(settings.registry())
        .isEqualTo(new RegistrySettings(null, false, new Password(""), new Password("")));
    assertThat(settings.registry().url()).isEmpty();
  }

  @Test
  void retrain_defaults() {
    assertThat(settings.retrain())
        .isEqualTo(
            new RetrainSettings(
                200,
                "copytaster-retrain",
                Duration.ofSeconds(10),
                null,
                "adapter",
                3,
                Optional.empty(),
                20_000,
                100_000,
                1,
                0.2,
                20,
                null,
                null,
                200,
                1,
                new GateSettings(50, 0.05, 0.5, 20, 5, 2, 1.5)));
    assertThat(settings.retrain().directory()).isEmpty();
    assertThat(settings.retrain().base()).isEmpty();
    assertThat(settings.retrain().golden()).isEmpty();
  }

  @Test
  void storage_defaults() {
    var none = new Password("");
    assertThat(settings.storage())
        .isEqualTo(new StorageSettings(null, true, 5, new S3Settings(null, "", false, none, none)));
    assertThat(settings.storage().location()).isEmpty();
    assertThat(settings.storage().s3().endpoint()).isEmpty();
  }

  @Test
  void shadow_defaults() {
    assertThat(settings.shadow()).isEqualTo(new ShadowSettings(false, 0.1, 256));
  }

  @Test
  void drift_defaults() {
    assertThat(settings.drift())
        .isEqualTo(new DriftSettings(0.25, 500, Duration.ofHours(1), 2_000, 50));
  }

  @Test
  void http_defaults() {
    assertThat(settings.http()).isEqualTo(new HttpSettings("127.0.0.1", 0, Duration.ofSeconds(30)));
  }

  @Test
  void telemetry_defaults() {
    assertThat(settings.telemetry())
        .isEqualTo(new TelemetrySettings(Duration.ofMinutes(1), LogFormat.TEXT));
  }

  @Test
  void tracing_defaults() {
    assertThat(settings.tracing()).isEqualTo(new TracingSettings(Optional.empty(), 1));
  }

  @Test
  void names_differInTheEnvironmentToo() {
    var variables = new HashSet<String>();
    for (var setting : Settings.ALL) {
      assertThat(variables.add(setting.environmentName())).as(setting.name()).isTrue();
    }
  }
}
