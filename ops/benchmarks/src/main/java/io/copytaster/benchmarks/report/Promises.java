package io.copytaster.benchmarks.report;

import io.copytaster.benchmarks.measure.Claim;
import io.copytaster.benchmarks.measure.Race;
import io.copytaster.benchmarks.measure.Turn;
import java.util.ArrayList;
import java.util.List;

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
          new Faster("copytaster engine bf16", "naive DJL, batches of 32", 6.0));

  private Promises() {}

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
