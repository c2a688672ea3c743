package io.copytaster.benchmarks;

import io.copytaster.benchmarks.inference.Frontier;
import io.copytaster.benchmarks.inference.MatrixRates;
import io.copytaster.benchmarks.inference.NaiveDjl;
import io.copytaster.benchmarks.inference.OnnxRuntime;
import io.copytaster.benchmarks.inference.OurEngine;
import io.copytaster.benchmarks.inference.TokenizingAlone;
import io.copytaster.benchmarks.inference.TransformersPipeline;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.benchmarks.stream.EmptyFlood;
import io.copytaster.benchmarks.stream.LatencyUnderLoad;
import io.copytaster.benchmarks.stream.RealFlood;
import io.copytaster.benchmarks.stream.SmallFlood;
import io.copytaster.benchmarks.stream.StartUp;
import java.util.List;
import java.util.stream.Collectors;

/** Every scenario there is, the baselines first. */
final class Scenarios {

  private static final List<Scenario> ALL =
      List.of(
          new MatrixRates(),
          new NaiveDjl(),
          new OnnxRuntime(),
          new OurEngine(),
          new TokenizingAlone(),
          new EmptyFlood(),
          new RealFlood(),
          new LatencyUnderLoad(),
          new StartUp(),
          new TransformersPipeline(),
          new Frontier(),
          new SmallFlood());

  private static final List<Integer> USUAL = List.of(1, 2, 3, 4, 5);

  private Scenarios() {}

  /**
   * Those of these numbers, in their own order; the usual ones if none is given.
   *
   * @return empty if there is none of one of the numbers
   */
  static List<Scenario> chosen(List<Integer> numbers) {
    var wanted = numbers.isEmpty() ? USUAL : numbers;
    var found = ALL.stream().filter(scenario -> wanted.contains(scenario.number())).toList();
    return found.size() == wanted.stream().distinct().count() ? found : List.of();
  }

  /** Their numbers and what they ask, for people. */
  static String listing() {
    return ALL.stream()
        .map(scenario -> scenario.number() + " (" + scenario.title() + ")")
        .collect(Collectors.joining(", "));
  }
}
