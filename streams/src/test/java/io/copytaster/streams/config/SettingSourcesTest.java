package io.copytaster.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingSourcesTest {

  private static final Map<String, String> ENVIRONMENT = Map.of("COPYTASTER_SERVING_THREADS", "5");

  @TempDir Path directory;
  private final Properties system = new Properties();

  @BeforeEach
  void setSystemProperty() {
    system.setProperty("copytaster.serving.threads", "6");
  }

  @Test
  void commandLine_winsOverEverything() {
    var commandLine = Map.of("serving.threads", "7");
    assertThat(threads(SettingSources.of(commandLine, system, ENVIRONMENT).withFile(file("=4"))))
        .isEqualTo("copytaster.serving.threads = 7 (command line)");
  }

  @Test
  void systemProperty_winsOverEnvironment() {
    assertThat(threads(SettingSources.of(Map.of(), system, ENVIRONMENT).withFile(file("=4"))))
        .isEqualTo("copytaster.serving.threads = 6 (system property)");
  }

  @Test
  void environment_winsOverFile() {
    var sources = SettingSources.of(Map.of(), new Properties(), ENVIRONMENT);
    assertThat(threads(sources.withFile(file("=4"))))
        .isEqualTo("copytaster.serving.threads = 5 (environment COPYTASTER_SERVING_THREADS)");
  }

  @Test
  void file_winsOverDefault_andNamesTheLine() {
    var file = file(" = 4");
    assertThat(threads(SettingSources.commandLineOnly(Map.of()).withFile(file)))
        .isEqualTo("copytaster.serving.threads = 4 (" + file + ":2)");
  }

  @Test
  void nothingGiven_isTheDefault() {
    assertThat(threads(SettingSources.commandLineOnly(Map.of())))
        .isEqualTo("copytaster.serving.threads = 1 (default)");
  }

  @Test
  void prefix_mayBeLeftOutOrNot() {
    assertThat(Settings.of(Map.of("copytaster.serving.threads", "3")).serving().threads())
        .isEqualTo(Settings.of(Map.of("serving.threads", "3")).serving().threads())
        .isEqualTo(3);
  }

  @Test
  void values_areTakenLiterally() {
    var password = "a${b}\\,c$$";
    var settings = Settings.of(Map.of("kafka.ssl.key.password", password));
    assertThat(settings.kafka().overrides().properties())
        .containsEntry("ssl.key.password", password);
  }

  @Test
  void kafkaVariable_becomesDottedProperty() {
    var environment =
        Map.of(
            "COPYTASTER_KAFKA_SECURITY_PROTOCOL", "SSL",
            "COPYTASTER_KAFKA_PRODUCER_LINGER_MS", "5",
            "COPYTASTER_KAFKA_BOOTSTRAP_SERVERS", "a:1,b:2");
    var kafka =
        Settings.from(
                SettingValues.load(SettingSources.of(Map.of(), new Properties(), environment)))
            .kafka();
    assertThat(kafka.bootstrapServers()).isEqualTo("a:1,b:2");
    assertThat(kafka.overrides().properties())
        .isEqualTo(Map.of("security.protocol", "SSL", "producer.linger.ms", "5"));
  }

  @Test
  void variablesOfOthersAndKubernetes_areNotSettings() {
    var environment =
        Map.of(
            "COPYTASTER_HEAP", "2g",
            "COPYTASTER_LOG_LEVEL", "DEBUG",
            "COPYTASTER_CACHE", "/var/cache/news",
            "COPYTASTER_PORT", "tcp://10.0.0.1:8080",
            "COPYTASTER_SERVICE_HOST", "10.0.0.1",
            "COPYTASTER_KAFKA_PORT_9092_TCP_ADDR", "10.0.0.2",
            "HOME", "/home/editor");
    var values = SettingValues.load(SettingSources.of(Map.of(), new Properties(), environment));
    assertThat(values.all()).hasSameSizeAs(Settings.ALL);
  }

  @Test
  void missingFile_isNamed() {
    var missing = directory.resolve("missing.properties");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> SettingSources.commandLineOnly(Map.of()).withFile(missing))
        .withMessageContaining(missing.toString());
  }

  private static String threads(SettingSources sources) {
    return SettingValues.load(sources).all().stream()
        .filter(value -> value.name().equals(ServingSettings.THREADS.fullName()))
        .map(SettingValues.Value::toString)
        .findFirst()
        .orElse("");
  }

  private Path file(String assignment) {
    try {
      return Files.writeString(
          directory.resolve("copytaster.properties"),
          "# Threads of the stream\nserving.threads" + assignment + "\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
