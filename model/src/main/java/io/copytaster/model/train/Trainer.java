package io.copytaster.model.train;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointAttachments;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.checkpoint.OutputLock;
import io.copytaster.model.classify.Calibrator;
import io.copytaster.model.dataset.Split;
import io.copytaster.model.network.Compute;
import io.copytaster.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Makes a checkpoint of labelled rows, in any of the regimes. */
public final class Trainer {

  private Trainer() {}

  /**
   * Trains, and keeps the best checkpoint so far in {@code output}, replacing what was there.
   *
   * @param resume whether to go on where an interrupted run of the same plan stopped; if not, what
   *     such a run has left is given up
   * @param compute the precision is that of the products: fp32 or bf16, and fp32 for a head that is
   *     to be the same on every machine
   * @param stop asked after every step, in the caller's thread; true ends the run early, and it can
   *     be resumed
   * @throws TrainingException if the rows or the base are not fit for the plan, or training fails
   * @throws io.copytaster.model.checkpoint.CheckpointException if the base cannot be used, or
   *     another run writes the same output
   */
  public static TrainingResult train(
      TrainingPlan plan,
      TrainingData data,
      Path output,
      boolean resume,
      Encoders encoders,
      Compute compute,
      TrainingListener listener,
      BooleanSupplier stop)
      throws IOException {
    try (var lock = OutputLock.acquire(output)) {
      var start = StartingPoint.of(plan, data.rows(), encoders);
      if (start.note() != null) {
        listener.noted(start.note());
      }
      TrainingSet set =
          taught(
              tokenized(plan, data, start, listener, stop),
              plan,
              encoders,
              compute,
              listener,
              stop);
      var tuner = new FineTuner(plan, data.files(), start, set, output, compute, listener);
      TrainingResult result = tuner.run(resume, stop);
      if (result.finished() && plan.regime() != Regime.SCRATCH) {
        calibrate(Checkpoint.open(output, encoders), set);
      }
      return result;
    } catch (CancellationException e) {
      return new TrainingResult(output, 0, 0, 0, 0, false, null);
    }
  }

  /** Whether a run that was to write {@code output} stopped before its end, and can be resumed. */
  public static boolean isInterrupted(Path output) {
    return Files.exists(RunState.file(output));
  }

  /** With what it learned from: held-out rows are for judging alone. */
  private static void calibrate(Checkpoint trained, TrainingSet set) throws IOException {
    var calibration = Calibrator.calibrateTokens(trained, set.training().texts());
    CheckpointAttachments.attach(trained, calibration::write);
  }

  /** Ends what comes before the first step. */
  static void endIf(BooleanSupplier stop) {
    if (stop.getAsBoolean()) {
      throw new CancellationException("stopped before the first step");
    }
  }

  /** With what the teacher says, if there is one. */
  private static TrainingSet taught(
      TrainingSet set,
      TrainingPlan plan,
      Encoders encoders,
      Compute compute,
      TrainingListener listener,
      BooleanSupplier stop)
      throws IOException {
    String name = plan.distillation().teacher();
    if (name == null) {
      return set;
    }
    try (var teacher = Teacher.open(name, plan.labels(), encoders, compute)) {
      return set.taught(
          teacher.answers(
              set.articles(),
              (done, total) -> {
                endIf(stop);
                listener.prepared("taught", done, total);
              }));
    }
  }

  private static TrainingSet tokenized(
      TrainingPlan plan,
      TrainingData data,
      StartingPoint start,
      TrainingListener listener,
      BooleanSupplier stop)
      throws IOException {
    Path file = Files.createTempFile("tokenizer", ".json");
    try {
      Files.writeString(file, start.tokenizer());
      int maxTokens = Math.min(plan.maxTokens(), start.network().maxPositions());
      try (var tokenizer = Tokenizer.open(file, maxTokens)) {
        var progress =
            new Object() {
              long done;
            };
        return TrainingSet.of(
            data.rows(),
            plan.labels(),
            Split.byHash(plan.validation()),
            text -> {
              endIf(stop);
              listener.prepared("tokenized", ++progress.done, data.rows().size());
              return tokenizer.encode(text);
            });
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
