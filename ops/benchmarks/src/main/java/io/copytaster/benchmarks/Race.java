package io.copytaster.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Contenders measured by turns, A B C A B C, so that what else the machine does hits all alike.
 *
 * <p>Ratios are taken within a repetition, between neighbours in time.
 */
final class Race {

  private final Map<String, List<Lap>> laps = new LinkedHashMap<>();

  /** Steps that do not count: what is loaded or compiled at first is loaded and compiled. */
  void warmUp(List<Contender> contenders, int steps, Consumer<String> progress) throws IOException {
    for (Contender contender : contenders) {
      progress.accept("warm-up: " + contender.name());
      contender.run(steps);
    }
  }

  void run(List<Contender> contenders, int steps, int repetitions, Consumer<String> progress)
      throws IOException {
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      for (Contender contender : contenders) {
        progress.accept(repetition + "/" + repetitions + ": " + contender.name());
        laps.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(contender.run(steps));
      }
    }
  }

  List<String> names() {
    return List.copyOf(laps.keySet());
  }

  boolean has(String name) {
    return laps.containsKey(name);
  }

  /** Something's rate, of which there is so much in a lap. */
  Spread perSecond(String name, long amount) {
    return Spread.of(all(name).stream().mapToDouble(lap -> amount / lap.total()).toArray());
  }

  /** Milliseconds of a step, the median in each lap. */
  Spread stepMillis(String name) {
    return Spread.of(all(name).stream().mapToDouble(lap -> 1000 * median(lap.seconds())).toArray());
  }

  /** How many times as fast as another it was. */
  Spread ratio(String name, String baseline) {
    var ratios = new double[all(name).size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = all(baseline).get(i).total() / all(name).get(i).total();
    }
    return Spread.of(ratios);
  }

  /** Milliseconds of a step that are not the gradients, if they were told apart. */
  OptionalDouble updateMillis(String name) {
    List<Double> updates = all(name).stream().flatMap(lap -> lap.updates().stream()).toList();
    return updates.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(1000 * median(updates));
  }

  /** Mean loss of the last lap, in nats. */
  double loss(String name) {
    return all(name).get(all(name).size() - 1).loss();
  }

  private List<Lap> all(String name) {
    List<Lap> found = laps.get(name);
    if (found == null) {
      throw new IllegalArgumentException("nobody is called " + name + ": " + laps.keySet());
    }
    return found;
  }

  private static double median(List<Double> seconds) {
    return Spread.of(seconds.stream().mapToDouble(Double::doubleValue).toArray()).median();
  }
}
