package io.copytaster.streams.config;

import java.util.List;

/**
 * What the gate asks of a candidate; points are per cent of the rows.
 *
 * @param rows held-out rows below which nothing is promoted
 * @param significance the largest probability that the gain is chance
 * @param margin points by which accuracy must rise at least
 * @param classRows rows of a label from which on its recall is looked at
 * @param recallLoss points of such a recall that may be lost
 * @param goldenLoss points of accuracy on the golden rows that may be lost
 * @param latency the candidate's time for a row, in champion's times
 */
public record GateSettings(
    int rows,
    double significance,
    double margin,
    int classRows,
    double recallLoss,
    double goldenLoss,
    double latency) {

  static final Setting<Integer> ROWS =
      new Setting<>(
          "gate.rows",
          ValueType.integer(1, 10_000_000),
          "50",
          "Held-out reviewed articles below which no candidate is promoted.");
  static final Setting<Double> SIGNIFICANCE =
      new Setting<>(
          "gate.significance",
          ValueType.decimal("0.000001", "0.5"),
          "0.05",
          "The largest probability that a candidate's gain on them is chance (McNemar's exact test,"
              + " one-sided).");
  static final Setting<Double> MARGIN =
      points("gate.margin", "0.5", "Points by which accuracy on them must rise at least.");
  static final Setting<Integer> CLASS_ROWS =
      new Setting<>(
          "gate.class-rows",
          ValueType.integer(1, 10_000_000),
          "20",
          "Held-out articles of a label from which on its recall is guarded.");
  static final Setting<Double> RECALL_LOSS =
      points("gate.recall-loss", "5", "Points that such a label's recall may fall at most.");
  static final Setting<Double> GOLDEN_LOSS =
      points("gate.golden-loss", "2", "Points that accuracy on the golden rows may fall at most.");
  static final Setting<Double> LATENCY =
      new Setting<>(
          "gate.latency",
          ValueType.decimal("0.01", "1000"),
          "1.5",
          "How many times the champion's time a candidate may take for an article.");

  static final List<Setting<?>> ALL =
      List.of(ROWS, SIGNIFICANCE, MARGIN, CLASS_ROWS, RECALL_LOSS, GOLDEN_LOSS, LATENCY);

  static GateSettings from(SettingValues values) {
    return new GateSettings(
        values.get(ROWS),
        values.get(SIGNIFICANCE),
        values.get(MARGIN),
        values.get(CLASS_ROWS),
        values.get(RECALL_LOSS),
        values.get(GOLDEN_LOSS),
        values.get(LATENCY));
  }

  private static Setting<Double> points(String name, String fallback, String doc) {
    return new Setting<>(name, ValueType.decimal("0", "100"), fallback, doc);
  }
}
