package io.copytaster.streams.retrain;

import io.copytaster.model.checkpoint.AdaptedBase;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.LowRank;
import io.copytaster.model.train.Optimization;
import io.copytaster.model.train.Regime;
import io.copytaster.model.train.TrainingPlan;
import io.copytaster.streams.config.RetrainSettings;
import java.io.IOException;
import java.util.Optional;

/** How a lesson is learned: the champion's network, the settings' effort. */
final class Curriculum {

  /** Of the rows that are learned from, to choose the best checkpoint and its temperature by. */
  private static final double VALIDATION = 0.1;

  private Curriculum() {}

  /** An adapter goes on with its own rank; everything else of the network is the champion's. */
  static TrainingPlan plan(RetrainSettings settings, Checkpoint champion, Run run, Lesson lesson)
      throws IOException {
    Regime regime = Regime.named(settings.regime()).orElseThrow();
    var labels = new LabelSet(lesson.labels());
    var plan =
        TrainingPlan.of(regime, "retrained-" + run.id(), champion.directory().toString(), labels);
    Optional<AdaptedBase> adapted = champion.adaptedBase();
    LowRank adapters =
        adapted
            .map(base -> new LowRank(base.adapter().rank(), base.adapter().alpha()))
            .orElse(plan.adapters());
    return new TrainingPlan(
        plan.name(),
        regime,
        plan.base(),
        lesson.taxonomy(),
        labels,
        champion.config().pooling(),
        champion.maxTokens(),
        VALIDATION,
        settings.seed(),
        optimization(settings, plan.optimization()),
        adapters,
        plan.wordEmbeddings(),
        plan.scratch(),
        plan.vocabulary(),
        plan.distillation());
  }

  private static Optimization optimization(RetrainSettings settings, Optimization usual) {
    return new Optimization(
        settings.epochs(),
        usual.batch(),
        settings.rate().orElse(usual.learningRate()),
        usual.warmup(),
        usual.weightDecay(),
        usual.clip(),
        usual.dropout(),
        usual.labelSmoothing(),
        usual.classWeights(),
        usual.layerDecay(),
        usual.averaging());
  }
}
