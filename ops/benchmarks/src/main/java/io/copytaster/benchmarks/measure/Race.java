package io.copytaster.benchmarks.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Contenders measured by turns, A B C A B C, so that what else the machine does hits all alike.
 *
 * <p>Ratios are taken within a repetition, between neighbours in time.
 *
 * @param <L> what a contender tells of a turn
 */
public final class Race<L extends Lap> {

  private final Map<String, List<L>> laps = new LinkedHashMap<>();

  /** A turn that does not count: what is loaded or compiled at first is loaded and compiled. */
  public void warmUp(List<? extends Contender<L>> contenders, Consumer<String> progress)
      throws Exception {
    for (Contender<L> contender : contenders) {
      progress.accept("warm-up: " + contender.name());
      OwnThread.run(
          () -> {
            contender.warmUp();
            return contender;
          });
    }
  }

  public void run(
      List<? extends Contender<L>> contenders, int repetitions, Consumer<String> progress)
      throws Exception {
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      for (Contender<L> contender : contenders) {
        progress.accept(repetition + "/" + repetitions + ": " + contender.name());
        laps.computeIfAbsent(contender.name(), name -> new ArrayList<>())
            .add(OwnThread.run(contender::run));
      }
    }
  }

  public List<String> names() {
    return List.copyOf(laps.keySet());
  }

  public boolean has(String name) {
    return laps.containsKey(name);
  }

  /** Every turn of one contender, in their order. */
  public List<L> laps(String name) {
    List<L> found = laps.get(name);
    if (found == null) {
      throw new IllegalArgumentException("nobody is called " + name + ": " + laps.keySet());
    }
    return List.copyOf(found);
  }

  /** One figure of each turn. */
  public Spread spread(String name, ToDoubleFunction<L> figure) {
    return Spread.of(laps(name).stream().mapToDouble(figure).toArray());
  }

  /** How many times as fast as another it was. */
  public Spread ratio(String name, String baseline) {
    List<L> ours = laps(name);
    List<L> theirs = laps(baseline);
    var ratios = new double[ours.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ours.get(i).perSecond() / theirs.get(i).perSecond();
    }
    return Spread.of(ratios);
  }
}
