package io.copytaster.model.train;

import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.LowRank;
import io.copytaster.model.network.Pooling;
import java.util.function.UnaryOperator;

/** Plans for tests: small, quick, and a third of the rows held out. */
final class Plans {

  private Plans() {}

  static TrainingPlan of(Regime regime, String base) {
    return with(regime, base, Toy.LABELS, 5, UnaryOperator.identity());
  }

  static TrainingPlan with(Regime regime, String base, UnaryOperator<Optimization> changed) {
    return with(regime, base, Toy.LABELS, 5, changed);
  }

  static TrainingPlan with(
      Regime regime, String base, LabelSet labels, long seed, UnaryOperator<Optimization> changed) {
    double rate = regime == Regime.FULL ? 3e-3 : 1e-2;
    var quick = new Optimization(4, 8, rate, 5, 0.01, 1, 0.1, 0, false, 1, 0.5);
    return new TrainingPlan(
        "toy",
        regime,
        base,
        "toy/1",
        labels,
        TrainingPlan.of(regime, "toy", base, labels).pooling(),
        32,
        0.3,
        seed,
        changed.apply(quick),
        new LowRank(4, 8),
        true,
        new ScratchShape(32, 1, 2, 32, 48, Pooling.MEAN, 0),
        300,
        Distillation.NONE);
  }

  /** With fewer layers, or a teacher. */
  static TrainingPlan distilled(TrainingPlan plan, Distillation how) {
    return with(plan, plan.scratch(), how);
  }

  static TrainingPlan shaped(TrainingPlan plan, ScratchShape shape) {
    return with(plan, shape, plan.distillation());
  }

  private static TrainingPlan with(TrainingPlan plan, ScratchShape shape, Distillation how) {
    return new TrainingPlan(
        plan.name(),
        plan.regime(),
        plan.base(),
        plan.taxonomy(),
        plan.labels(),
        plan.pooling(),
        plan.maxTokens(),
        plan.validation(),
        plan.seed(),
        plan.optimization(),
        plan.adapters(),
        plan.wordEmbeddings(),
        shape,
        plan.vocabulary(),
        how);
  }

  static Optimization rate(Optimization given, double rate) {
    return new Optimization(
        given.epochs(),
        given.batch(),
        rate,
        given.warmup(),
        given.weightDecay(),
        given.clip(),
        given.dropout(),
        given.labelSmoothing(),
        given.classWeights(),
        given.layerDecay(),
        given.averaging());
  }

  static Optimization epochs(Optimization given, int epochs) {
    return new Optimization(
        epochs,
        given.batch(),
        given.learningRate(),
        given.warmup(),
        given.weightDecay(),
        given.clip(),
        given.dropout(),
        given.labelSmoothing(),
        given.classWeights(),
        given.layerDecay(),
        given.averaging());
  }
}
