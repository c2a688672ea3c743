package io.copytaster.benchmarks.report;

import io.copytaster.benchmarks.measure.Claim;
import io.copytaster.benchmarks.measure.Race;
import io.copytaster.benchmarks.measure.Spread;
import io.copytaster.benchmarks.measure.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What this project promises of its speed, as far as those it speaks of took part. */
final class Promises {

  private record Faster(String name, String baseline, double least) {}

  private static final List<Faster> FASTER =
      List.of(
          new Faster("copytaster engine int8", "ONNX Runtime int8", 1.2),
          new Faster("copytaster engine int8", "ONNX Runtime int8", 1.6),
          new Faster("copytaster int8", "ONNX Runtime int8", 1.2),
          new Faster("copytaster int8, one by one", "ONNX Runtime int8, one by one", 1.0),
          new Faster("copytaster engine int8", "ONNX Runtime fp32", 2.5),
          new Faster("copytaster engine bf16", "ONNX Runtime fp32", 2.5),
          new Faster("copytaster engine int8", "naive DJL, batches of 32", 6.0),
          new Faster("copytaster engine bf16", "naive DJL, batches of 32", 6.0),
          throughKafka("int8", "at-least-once"),
          throughKafka("int8", "exactly-once"),
          throughKafka("bf16", "at-least-once"),
          throughKafka("bf16", "exactly-once"));

  private static final String SWAP = "serve during a swap";
  private static final String NO_SWAP = "serve without a swap";

  /** Milliseconds that a swap may add to the longest gap, which is an ordinary batch. */
  private static final double SWAP_GAP = 100;

  /** What a figure is to be, and which one it is. */
  private record Limit(
      String name, String what, Function<Row, @Nullable Spread> figure, double most) {}

  private static final List<Limit> LIMITS =
      List.of(
          new Limit("10 articles/s, at-least-once", "p50 ms", Row::p50, 12),
          new Limit("10 articles/s, exactly-once", "p50 ms", Row::p50, 12),
          new Limit("at 50 % of capacity, at-least-once", "p50 ms", Row::p50, 15),
          new Limit("at 50 % of capacity, at-least-once", "p99 ms", Row::p99, 40),
          new Limit("at 50 % of capacity, exactly-once", "p99 ms", Row::p99, 150),
          new Limit("serve, at-least-once", "first label after ms", Row::p50, 4000),
          new Limit("serve, exactly-once", "first label after ms", Row::p50, 4000),
          new Limit(SWAP, "s from announcement to label", Row::seconds, 5),
          new Limit("serve, at-least-once", "peak MiB", Promises::peak, 858),
          new Limit("serve, exactly-once", "peak MiB", Promises::peak, 858));

  private Promises() {}

  private static Faster throughKafka(String precision, String guarantee) {
    return new Faster(
        "Kafka to Kafka %s, %s, 2 partitions".formatted(precision, guarantee),
        "copytaster engine " + precision,
        0.9);
  }

  private static @Nullable Spread peak(Row row) {
    Long peak = row.peakMebibytes();
    return peak == null ? null : Spread.of(peak);
  }

  /** Of the figures that are to stay below a limit, those that were measured. */
  static List<Bound> bounds(List<Row> rows) {
    var bounds = new ArrayList<Bound>();
    for (Limit limit : LIMITS) {
      figure(rows, limit.name, limit.figure)
          .ifPresent(found -> bounds.add(new Bound(limit.name, limit.what, found, limit.most)));
    }
    figure(rows, NO_SWAP, Row::max)
        .ifPresent(
            batch ->
                figure(rows, SWAP, Row::max)
                    .ifPresent(
                        gap ->
                            bounds.add(
                                new Bound(
                                    SWAP, "longest gap ms", gap, batch.median() + SWAP_GAP))));
    return bounds;
  }

  private static Optional<Spread> figure(
      List<Row> rows, String name, Function<Row, @Nullable Spread> figure) {
    return rows.stream().filter(row -> row.name().equals(name)).findFirst().map(figure);
  }

  static List<Claim> claims(Race<Turn> race) {
    var claims = new ArrayList<Claim>();
    for (var faster : FASTER) {
      if (race.has(faster.name) && race.has(faster.baseline)) {
        claims.add(
            new Claim(
                faster.name,
                faster.baseline,
                race.ratio(faster.name, faster.baseline),
                faster.least));
      }
    }
    return claims;
  }
}
