package io.copytaster.streams.config;

import static io.copytaster.streams.config.SettingsException.Category.CONTRADICTION;
import static io.copytaster.streams.config.SettingsException.Category.INVALID_VALUE;
import static io.copytaster.streams.config.SettingsException.Category.REFUSED_PROPERTY;
import static io.copytaster.streams.config.SettingsException.Category.UNKNOWN_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.copytaster.streams.config.SettingsException.Problem;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingChecksTest {

  @ParameterizedTest
  @CsvSource({
    "serving.thread,             copytaster.serving.threads",
    "engine.batchtokens,         copytaster.engine.batch-tokens",
    "topics.deadletter,          copytaster.topics.dead-letter",
    "linger.ms,                  copytaster.kafka.linger.ms",
    "producer.linger.ms,         copytaster.kafka.producer.linger.ms",
    "bootstrap.servers,          copytaster.kafka.bootstrap.servers",
  })
  void unknownName_suggestsTheNearest(String name, String meant) {
    var problem = onlyProblem(Map.of(name, "1"));
    assertThat(problem.category()).isEqualTo(UNKNOWN_NAME);
    assertThat(problem.message())
        .startsWith("copytaster." + name + " (command line) is not a setting")
        .contains("Did you mean " + meant + "?");
  }

  @Test
  void unknownVariable_isNamedAsItWasGiven() {
    var environment = Map.of("COPYTASTER_ENGINE_BATCHTOKENS", "1");
    var sources = SettingSources.of(Map.of(), new Properties(), environment);
    var thrown = catchThrowableOfType(SettingsException.class, () -> SettingValues.load(sources));
    assertThat(thrown)
        .hasMessageContaining("environment COPYTASTER_ENGINE_BATCHTOKENS")
        .hasMessageContaining("copytaster.engine.batch-tokens");
  }

  @ParameterizedTest
  @CsvSource({
    "serving.threads,             0",
    "serving.threads,             two",
    "serving.guarantee,           exactly_once_v2",
    "serving.transaction-timeout, 10",
    "serving.transaction-timeout, 16m",
    "serving.instance-id,         a b",
    "topics.create,               yes",
    "storage.location,            relative/folder",
    "storage.location,            s3://",
    "storage.location,            s3://Bucket/x",
    "storage.location,            s3://bucket/../x y",
    "storage.keep,                0",
    "storage.s3.endpoint,         minio:9000",
    "topics.raw,                  ..",
    "topics.replication-factor,   0",
    "engine.deadline,             8 seconds",
    "engine.batch-tokens,         99999999999",
    "model.device,                cuda",
    "model.precision,             fp16",
    "registry.url,                localhost:8081",
    "kafka.bootstrap.servers,     localhost",
    "kafka.producer.linger.ms,    five",
    "kafka.streams.main.consumer.fetch.min.bytes, -1",
    "kafka.security.protocol,     TLS",
  })
  void invalidValue_namesSettingValueSourceAndRule(String name, String value) {
    var problem = onlyProblem(Map.of(name, value));
    assertThat(problem.category()).isEqualTo(INVALID_VALUE);
    assertThat(problem.message())
        .startsWith("copytaster." + name + " = \"" + value + "\" (command line) is not allowed")
        .contains("it takes ");
  }

  @ParameterizedTest
  @CsvSource({
    "serving.threads,         4",
    "engine.linger,           0ms",
    "model.device,            cuda:1",
    "topics.replication-factor, 3",
    "serving.commit-interval, 5ms",
    "registry.url,            https://registry.example:8081/v1",
    "kafka.bootstrap.servers, 'one:9092, SASL_SSL://two:9093,[::1]:9094'",
  })
  void allowedValue_isTaken(String name, String value) {
    assertThatNoException().isThrownBy(() -> Settings.of(Map.of(name, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.enable.auto.commit,                      forwarded",
    "kafka.consumer.isolation.level,                rolled back",
    "kafka.producer.acks,                           replica",
    "kafka.streams.processing.guarantee,            copytaster.serving.guarantee",
    "kafka.streams.main.consumer.enable.auto.commit, forwarded",
    "kafka.transaction.timeout.ms,                  copytaster.serving.transaction-timeout",
    "kafka.interceptor.classes,                     kafka.consumer.interceptor.classes",
  })
  void propertyThatBreaksThePromise_isRefused(String name, String reason) {
    var problem = onlyProblem(Map.of(name, "x"));
    assertThat(problem.category()).isEqualTo(REFUSED_PROPERTY);
    assertThat(problem.message()).contains(name, reason);
  }

  @ParameterizedTest
  @CsvSource({
    "engine.deadline,         10s,       copytaster.serving.transaction-timeout",
    "serving.commit-interval, 1m,        copytaster.serving.transaction-timeout",
    "engine.queue-tokens,     100,       copytaster.engine.batch-tokens",
    "topics.labeled,          news.raw,  news.raw is used twice",
    "retrain.group,           copytaster, copytaster.serving.application-id",
  })
  void contradiction_namesBoth(String name, String value, String other) {
    var problem = onlyProblem(Map.of(name, value));
    assertThat(problem.category()).isEqualTo(CONTRADICTION);
    assertThat(problem.message()).contains(other);
  }

  @Test
  void transactionTimeout_bindsExactlyOnceOnly() {
    assertThatNoException()
        .isThrownBy(
            () ->
                Settings.of(Map.of("engine.deadline", "1m", "serving.guarantee", "at-least-once")));
  }

  @Test
  void staticMember_needsTheClassicProtocol() {
    var given = Map.of("serving.instance-id", "one", "serving.group-protocol", "streams");
    assertThat(onlyProblem(given).category()).isEqualTo(CONTRADICTION);
  }

  @Test
  void allProblems_areReportedAtOnce() {
    assertThat(problems(Map.of("serving.threads", "0", "nonsense", "1", "kafka.acks", "0")))
        .extracting(Problem::category)
        .containsExactlyInAnyOrder(INVALID_VALUE, UNKNOWN_NAME, REFUSED_PROPERTY);
  }

  private static Problem onlyProblem(Map<String, String> values) {
    var problems = problems(values);
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private static List<Problem> problems(Map<String, String> values) {
    return catchThrowableOfType(SettingsException.class, () -> Settings.of(values)).problems();
  }
}
