package io.copytaster.streams.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where traces of articles go, and of how many.
 *
 * @param endpoint of an OpenTelemetry collector; empty for no tracing
 * @param sampleRatio of the articles whose record does not say whether its trace is recorded
 */
public record TracingSettings(Optional<URI> endpoint, double sampleRatio) {

  static final Setting<Optional<URI>> ENDPOINT =
      new Setting<>(
          "tracing.endpoint",
          ValueType.orEmpty(ValueType.httpUrl()),
          "",
          "Where traces are sent, by OTLP over HTTP, such as `http://collector:4318`; without a"
              + " path it is `/v1/traces` there. Empty for no tracing.");

  static final Setting<Double> SAMPLE_RATIO =
      new Setting<>(
          "tracing.sample-ratio",
          ValueType.decimal("0", "1"),
          "1",
          "Share of the articles that are traced, of those that come without a `traceparent`; one"
              + " with it is traced as its sender decided.");

  static final List<Setting<?>> ALL = List.of(ENDPOINT, SAMPLE_RATIO);

  static TracingSettings from(SettingValues values) {
    return new TracingSettings(values.get(ENDPOINT), values.get(SAMPLE_RATIO));
  }
}
