package io.copytaster.streams.config;

import java.time.Duration;
import java.util.List;

/**
 * What the service says of itself.
 *
 * @param logInterval between two summaries in the log; zero for none
 */
public record TelemetrySettings(Duration logInterval) {

  static final Setting<Duration> LOG_INTERVAL =
      new Setting<>(
          "telemetry.log-interval",
          ValueType.duration("0ms", "1000h"),
          "1m",
          "How often the log has a line with what was done since the last one; `0ms` is never.");

  static final List<Setting<?>> ALL = List.of(LOG_INTERVAL);

  static TelemetrySettings from(SettingValues values) {
    return new TelemetrySettings(values.get(LOG_INTERVAL));
  }
}
