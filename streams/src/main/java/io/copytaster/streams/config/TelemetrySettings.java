package io.copytaster.streams.config;

import java.time.Duration;
import java.util.List;

/**
 * What the service says of itself.
 *
 * @param logInterval between two summaries in the log; zero for none
 * @param logFormat of every line of the log
 */
public record TelemetrySettings(Duration logInterval, LogFormat logFormat) {

  static final Setting<Duration> LOG_INTERVAL =
      new Setting<>(
          "telemetry.log-interval",
          ValueType.duration("0ms", "1000h"),
          "1m",
          "How often the log has a line with what was done since the last one; `0ms` is never.");

  static final Setting<LogFormat> LOG_FORMAT =
      new Setting<>(
          "telemetry.log-format",
          ValueType.choice(LogFormat.class),
          "text",
          "Lines of the log for people, or JSON objects for a log store. No line holds text of an"
              + " article.");

  static final List<Setting<?>> ALL = List.of(LOG_INTERVAL, LOG_FORMAT);

  static TelemetrySettings from(SettingValues values) {
    return new TelemetrySettings(values.get(LOG_INTERVAL), values.get(LOG_FORMAT));
  }
}
