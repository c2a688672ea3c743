package io.copytaster.model.train;

import io.copytaster.model.checkpoint.CheckpointWriter;
import io.copytaster.model.checkpoint.Provenance;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.TrainingLoss;
import io.copytaster.model.network.TrainingStep;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of a {@link Course}, measures, and keeps the best checkpoint in the output.
 *
 * <p>A run that ends before its course does leaves a {@link RunState}, from which another goes on.
 */
final class FineTuner {

  private static final double LOSS_KEPT = 0.98;

  private final TrainingPlan plan;
  private final List<Provenance.Data> data;
  private final StartingPoint start;
  private final TrainingSet set;
  private final Path output;
  private final Compute compute;
  private final TrainingListener listener;
  private final Course course;
  private final Targets targets;
  private final Validation validation;
  private @Nullable Measurement best;
  private double loss = Double.NaN;
  private long articles;

  FineTuner(
      TrainingPlan plan,
      List<Provenance.Data> data,
      StartingPoint start,
      TrainingSet set,
      Path output,
      Compute compute,
      TrainingListener listener) {
    this.plan = plan;
    this.data = List.copyOf(data);
    this.start = start;
    this.set = set;
    this.output = output;
    this.compute = compute;
    this.listener = listener;
    this.course = new Course(plan, set.training().lengths());
    this.targets =
        Targets.of(
            plan.labels().size(),
            set.training().labels(),
            plan.optimization(),
            plan.distillation().share());
    this.validation = new Validation(set.validation().labels(), plan.labels());
  }

  /**
   * @param stop asked after every step; true ends the run in good order
   * @throws TrainingException if a step's loss is no number, or there is nothing to resume
   * @throws CancellationException if it is stopped before the first step
   */
  TrainingResult run(boolean resume, BooleanSupplier stop) throws IOException {
    RunState saved = resume ? RunState.read(RunState.file(output), identity()) : null;
    try (Learner learner = learner(stop)) {
      long before = saved == null ? begin() : restore(saved, learner);
      long done = before;
      while (done < course.steps() && !stop.getAsBoolean()) {
        Course.Step step = course.step(done + 1);
        take(step, learner);
        done++;
        if (step.measured()) {
          measure(done, learner);
        }
        if (step.saved() && done < course.steps()) {
          save(done, learner);
        }
      }
      boolean finished = done == course.steps();
      if (finished) {
        Files.deleteIfExists(RunState.file(output));
      } else if (done > before) {
        save(done, learner);
        if (best == null) {
          measure(done, learner);
        }
      }
      return result(done, finished);
    }
  }

  private Learner learner(BooleanSupplier stop) throws IOException {
    return plan.regime() == Regime.HEAD
        ? HeadLearner.open(
            plan,
            start,
            set,
            compute,
            (done, total) -> {
              Trainer.endIf(stop);
              listener.prepared("encoded", done, total);
            })
        : NetworkLearner.open(plan, start, set, compute);
  }

  /** An earlier run that is not resumed is given up. */
  private long begin() throws IOException {
    Files.deleteIfExists(RunState.file(output));
    return 0;
  }

  private long restore(RunState saved, Learner learner) {
    learner.restore(saved.tensors());
    best = Files.exists(output) ? saved.best() : null;
    listener.noted("goes on after step %,d of %,d".formatted(saved.step(), course.steps()));
    return saved.step();
  }

  private void take(Course.Step step, Learner learner) {
    var how =
        new TrainingStep(
            step.number(),
            step.rate(),
            plan.optimization().weightDecay(),
            plan.optimization().clip(),
            course.averaging(step.number()),
            course.seed(step.number()));
    TrainingLoss found = learner.step(step.rows(), targets.of(set.training(), step.rows()), how);
    if (!found.isFinite()) {
      throw notANumber(
          step.number(),
          "the loss is %s, its gradient's norm %s".formatted(found.loss(), found.gradientNorm()));
    }
    articles += step.rows().length;
    loss = Double.isNaN(loss) ? found.loss() : LOSS_KEPT * loss + (1 - LOSS_KEPT) * found.loss();
    listener.stepped(
        new TrainingProgress(
            step.epoch(), step.number(), course.steps(), articles, loss, step.rate()));
  }

  private TrainingException notANumber(long step, String what) {
    Measurement kept = best;
    return new TrainingException(
        TrainingException.Problem.NOT_A_NUMBER,
        "step %,d: %s; %s. Try a lower --learning-rate than %s"
            .formatted(
                step,
                what,
                kept == null
                    ? "nothing was saved yet"
                    : "the checkpoint of step %,d is kept in %s".formatted(kept.step(), output),
                plan.optimization().learningRate()));
  }

  /** Without rows to measure on, the last weights are the best. */
  private void measure(long step, Learner learner) throws IOException {
    if (validation.isEmpty()) {
      write(step, learner, null);
      return;
    }
    float[][] logits = learner.answers();
    for (float[] row : logits) {
      requireNumbers(step, FloatBuffer.wrap(row), "an answer to a held-out row");
    }
    Measurement measurement = validation.measure(logits, step, best);
    if (measurement.best()) {
      write(step, learner, measurement);
      best = measurement;
    }
    listener.measured(measurement);
  }

  private void write(long step, Learner learner, @Nullable Measurement measurement)
      throws IOException {
    Map<String, Tensor> learned = learner.learned();
    learned.forEach(
        (name, tensor) ->
            requireNumbers(step, tensor.data().asFloatBuffer(), "a number of " + name));
    double temperature = measurement == null ? 1 : measurement.temperature();
    var draft = learner.draft(learned, temperature).withProvenance(provenance(measurement));
    saving(() -> CheckpointWriter.write(output, draft));
  }

  private void requireNumbers(long step, FloatBuffer values, String what) {
    while (values.hasRemaining()) {
      float value = values.get();
      if (!Float.isFinite(value)) {
        throw notANumber(step, what + " is " + value);
      }
    }
  }

  private Provenance provenance(@Nullable Measurement measurement) {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("trainingRows", (double) set.training().size());
    metrics.put("validationRows", (double) set.validation().size());
    if (measurement != null) {
      metrics.put("step", (double) measurement.step());
      metrics.put("accuracy", measurement.accuracy());
      metrics.put("macroF1", measurement.macroF1());
      metrics.put("negativeLogLikelihood", measurement.negativeLogLikelihood());
      metrics.put("expectedCalibrationError", measurement.expectedCalibrationError());
    }
    return new Provenance(Instant.now(), start.parent(), data, settings(), plan.seed(), metrics);
  }

  /** The plan's, and how the machine computes it. */
  private Map<String, String> settings() {
    var settings = new LinkedHashMap<>(plan.settings());
    settings.put("precision", compute.precision().key());
    return settings;
  }

  private void save(long step, Learner learner) throws IOException {
    var state = new RunState(identity(), step, best, learner.state());
    saving(() -> state.write(RunState.file(output)));
  }

  /** Writes what is there whole or not at all. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void saving(Writing writing) throws IOException {
    try {
      writing.run();
    } catch (IOException e) {
      String why = e instanceof FileSystemException ? e.toString() : e.getMessage();
      throw new IOException(
          "%s cannot be saved: %s; what was there before stays".formatted(output, why), e);
    }
  }

  private String identity() {
    return settings() + " seed " + plan.seed() + " over " + data;
  }

  private TrainingResult result(long steps, boolean finished) {
    return new TrainingResult(
        output,
        set.training().size(),
        set.validation().size(),
        set.repeated(),
        steps,
        finished,
        best);
  }
}
