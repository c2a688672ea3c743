package io.copytaster.benchmarks.training;

import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.network.Compute;
import io.copytaster.model.train.Regime;
import io.copytaster.model.train.TrainingPlan;
import io.copytaster.model.train.TrainingSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;

/** This program's training in one regime, with the defaults that users get. */
final class OurTraining implements Contender<StepLap>, AutoCloseable {

  private final Regime regime;
  private final Compute compute;
  private final Workload workload;
  private final TrainingSession session;
  private final int steps;

  private OurTraining(
      Regime regime, Compute compute, Workload workload, TrainingSession session, int steps) {
    this.regime = regime;
    this.compute = compute;
    this.workload = workload;
    this.session = session;
    this.steps = steps;
  }

  static OurTraining open(
      Regime regime, String base, Encoders encoders, Compute compute, Workload workload, int steps)
      throws IOException {
    var plan = TrainingPlan.of(regime, "benchmark", base, workload.labels());
    return new OurTraining(
        regime, compute, workload, TrainingSession.open(plan, encoders, compute), steps);
  }

  /** What it is called, as one of the report's contenders. */
  static String name(Regime regime, String precision) {
    return "copytaster " + regime.id() + " " + precision;
  }

  @Override
  public String name() {
    return name(regime, compute.precision().key());
  }

  /**
   * Every batch is taken twice: with a loss that is no number the gradients are computed and no
   * weight changes, which tells them from clipping, AdamW and averaging.
   */
  @Override
  public StepLap run() {
    var seconds = new ArrayList<Double>();
    var updates = new ArrayList<Double>();
    double loss = 0;
    for (int i = 0; i < steps; i++) {
      float[] targets = workload.targets(i);
      var nothing = new float[targets.length];
      Arrays.fill(nothing, Float.NaN);
      long begin = System.nanoTime();
      session.step(workload.batches().get(i), nothing);
      long middle = System.nanoTime();
      loss += session.step(workload.batches().get(i), targets).loss();
      long end = System.nanoTime();
      seconds.add((end - middle) / 1e9);
      updates.add((end - 2 * middle + begin) / 1e9);
    }
    return new StepLap(seconds, updates, loss / steps);
  }

  int openResources() {
    return session.openResources();
  }

  @Override
  public void close() {
    session.close();
  }
}
