package io.copytaster.streams.config;

import java.time.Duration;
import java.util.List;

/**
 * When what comes in, and what is made of it, counts as different from the training.
 *
 * @param threshold of the population stability index, above which a feature has drifted
 * @param minArticles in the window, below which nothing is said
 * @param window how far back is looked, at least; twice as far at most
 * @param referenceArticles that become the reference where the checkpoint brings none
 * @param sources that are watched one by one; the others together
 */
public record DriftSettings(
    double threshold, int minArticles, Duration window, int referenceArticles, int sources) {

  static final Setting<Double> THRESHOLD =
      new Setting<>(
          "drift.threshold",
          ValueType.decimal("0.01", "100"),
          "0.25",
          "Population stability index above which a feature has drifted: below 0.1 is nothing, above"
              + " 0.25 is much.");
  static final Setting<Integer> MIN_ARTICLES =
      new Setting<>(
          "drift.min-articles",
          ValueType.integer(10, 100_000_000),
          "500",
          "Articles in the window, and in the reference, below which nothing is said of drift.");
  static final Setting<Duration> WINDOW =
      new Setting<>(
          "drift.window",
          ValueType.duration("1s", "1000h"),
          "1h",
          "How far back is looked for drift, at least; at most twice as far.");
  static final Setting<Integer> REFERENCE_ARTICLES =
      new Setting<>(
          "drift.reference-articles",
          ValueType.integer(10, 100_000_000),
          "2000",
          "Where a checkpoint brings no `reference.json`, so many first articles become what later"
              + " ones are compared with.");
  static final Setting<Integer> SOURCES =
      new Setting<>(
          "drift.sources",
          ValueType.integer(0, 10_000),
          "50",
          "Sources that are watched one by one, in the order in which they come; the rest together"
              + " as `other`.");

  static final List<Setting<?>> ALL =
      List.of(THRESHOLD, MIN_ARTICLES, WINDOW, REFERENCE_ARTICLES, SOURCES);

  static DriftSettings from(SettingValues values) {
    return new DriftSettings(
        values.get(THRESHOLD),
        values.get(MIN_ARTICLES),
        values.get(WINDOW),
        values.get(REFERENCE_ARTICLES),
        values.get(SOURCES));
  }
}
