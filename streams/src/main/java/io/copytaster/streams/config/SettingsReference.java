package io.copytaster.streams.config;

/** The reference of settings in the README, as Markdown. */
final class SettingsReference {

  private static final String SOURCES =
      """
      Every setting can be given, strongest first,

      1. on the command line, as an option or as `-Dserving.threads=4`,
      2. as a JVM system property, `-Dcopytaster.serving.threads=4`,
      3. in the environment, `COPYTASTER_SERVING_THREADS=4` (dots and hyphens become underscores),
      4. in a properties file, `--config FILE`, with the line `serving.threads=4`.

      All names begin with `copytaster.`, which may be left out on the command line and in the file. An unknown
      name is an error. Values are taken literally. Durations are whole numbers with a unit: `ms`, `s`, `m` or `h`.
      `--print-config` shows every setting, its value and where it came from.

      | setting | default | allowed | |
      |---|---|---|---|
      """;

  private static final String KAFKA =
      """

      Any property of a Kafka client passes through and wins over this program's choice:
      `kafka.PROPERTY` is for every client that knows it, `kafka.producer.PROPERTY`, `kafka.consumer.PROPERTY`,
      `kafka.admin.PROPERTY` and `kafka.streams.PROPERTY` are for one kind (the producer and consumers of Kafka
      Streams included). In the environment, `COPYTASTER_KAFKA_PRODUCER_LINGER_MS=5` is
      `kafka.producer.linger.ms=5`. Interceptors are added to this program's own. Refused are

      | property | because |
      |---|---|
      """;

  private SettingsReference() {}

  static String markdown() {
    var markdown = new StringBuilder(SOURCES);
    for (var setting : Settings.ALL) {
      markdown.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(
                  setting.name(),
                  setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`",
                  setting.type().allowed() + (setting.secret() ? "; never shown" : ""),
                  setting.doc()));
    }
    markdown.append(KAFKA);
    RefusedProperties.REASONS.forEach(
        (property, reason) -> markdown.append("| `%s` | %s |%n".formatted(property, reason)));
    return markdown.toString().replace("\r\n", "\n");
  }
}
