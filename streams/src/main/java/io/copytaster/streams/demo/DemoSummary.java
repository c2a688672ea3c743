package io.copytaster.streams.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What came of a demo, as counted by a reader of its own.
 *
 * @param in articles sent
 * @param duplicates records beyond an article's first
 * @param missing articles that did not come back
 * @param seconds from the first article sent until the last one read
 * @param p50Ms half of the articles were readable, labelled, this soon after their timestamp
 * @param accuracy share of the articles with a known label that got it; null if none has one
 * @param model identifier of the checkpoint
 * @param engineEventsPerSecond the same articles through the engine alone, without Kafka; null if
 *     it was not asked for
 */
@JsonPropertyOrder({
  "in",
  "labelled",
  "deadLettered",
  "duplicates",
  "missing",
  "seconds",
  "eventsPerSecond",
  "p50Ms",
  "p99Ms",
  "accuracy",
  "model",
  "engineEventsPerSecond",
  "shareOfEngine"
})
public record DemoSummary(
    int in,
    int labelled,
    int deadLettered,
    int duplicates,
    int missing,
    double seconds,
    long p50Ms,
    long p99Ms,
    @Nullable Double accuracy,
    String model,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double engineEventsPerSecond) {

  /** Articles that came back per second. */
  @JsonProperty
  public double eventsPerSecond() {
    return seconds == 0 ? 0 : (labelled + deadLettered) / seconds;
  }

  /** What the stream keeps of the engine's own rate. */
  @JsonProperty
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public @Nullable Double shareOfEngine() {
    return engineEventsPerSecond == null ? null : eventsPerSecond() / engineEventsPerSecond;
  }

  /** The same with what the engine did alone. */
  DemoSummary withEngine(double articlesPerSecond) {
    return new DemoSummary(
        in,
        labelled,
        deadLettered,
        duplicates,
        missing,
        seconds,
        p50Ms,
        p99Ms,
        accuracy,
        model,
        articlesPerSecond);
  }

  /** Whether every article came back once. */
  @JsonIgnore
  public boolean isComplete() {
    return missing == 0 && duplicates == 0;
  }
}
