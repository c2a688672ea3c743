package io.copytaster.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  private static final String SECRET = "hunter2";

  private static final Map<String, String> GIVEN =
      Map.of(
          "registry.url",
          "https://editor:" + SECRET + "@registry.example",
          "registry.user",
          SECRET,
          "registry.password",
          SECRET,
          "kafka.sasl.jaas.config",
          "Module required password='" + SECRET + "';",
          "kafka.producer.ssl.keystore.key",
          SECRET,
          "kafka.streams.consumer.ssl.key.password",
          SECRET,
          "kafka.sasl.oauthbearer.token.endpoint.url",
          "https://issuer.example/" + SECRET,
          "kafka.metric.reporter.url",
          "https://me:" + SECRET + "@metrics.example");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssl.truststore.password",
        "producer.ssl.keystore.key",
        "ssl.key.password",
        "sasl.jaas.config",
        "sasl.oauthbearer.client.credentials.client.secret",
        "basic.auth.user.info",
        "reporter.api.key",
        "delegation.token",
        "my.private-key",
      })
  void secretName_isKnown(String property) {
    assertThat(Secrets.isSecret(property)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key.serializer",
        "default.key.serde",
        "consumer.key.deserializer",
        "ssl.keystore.location",
        "linger.ms",
        "sasl.mechanism",
      })
  void ordinaryName_isShown(String property) {
    assertThat(Secrets.isSecret(property)).isFalse();
  }

  @Test
  void listing_hidesSecrets() {
    var listing = SettingsListing.of(SettingValues.load(SettingSources.commandLineOnly(GIVEN)));
    assertThat(listing)
        .doesNotContain(SECRET)
        .contains("https://********@registry.example")
        .contains("copytaster.kafka.sasl.jaas.config");
  }

  @Test
  void settings_hideSecretsWhenPrinted() {
    assertThat(Settings.of(GIVEN).toString()).doesNotContain(SECRET);
    assertThat(SettingValues.load(SettingSources.commandLineOnly(GIVEN)).all().toString())
        .doesNotContain(SECRET);
  }

  @Test
  void errors_hideSecrets() {
    var thrown =
        catchThrowableOfType(
            SettingsException.class,
            () ->
                Settings.of(
                    Map.of(
                        "registry.url", "ftp://editor:" + SECRET + "@registry.example",
                        "registry.pasword", SECRET,
                        "kafka.acks", SECRET)));
    assertThat(thrown.problems()).hasSize(3);
    assertThat(thrown).hasMessageNotContaining(SECRET);
  }
}
