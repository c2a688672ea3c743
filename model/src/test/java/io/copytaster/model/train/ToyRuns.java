package io.copytaster.model.train;

import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.Device;
import io.copytaster.model.network.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Trainings of seconds, over a base of a few thousand numbers. */
final class ToyRuns {

  static final Compute COMPUTE = new Compute(Device.CPU, Precision.FP32, 1);
  static final TrainingData DATA = Toy.data(240, 1);

  private static final LabelSet OTHER_LABELS = new LabelSet(List.of("x", "y", "z"));

  private final Encoders encoders;
  private final Path base;

  private ToyRuns(Path directory) {
    this.encoders = new Encoders(directory.resolve("cache"));
    this.base = directory.resolve("base");
  }

  /** Trains the base: a network that has seen the words, under labels that mean something else. */
  static ToyRuns in(Path directory) throws IOException {
    var renamed =
        new TrainingData(
            DATA.rows().stream()
                .map(
                    row ->
                        Toy.row(
                            row.id(),
                            row.article().title(),
                            OTHER_LABELS.name(row.article().title().length() % 3)))
                .toList(),
            DATA.files());
    var runs = new ToyRuns(directory);
    runs.train(
        Plans.with(Regime.SCRATCH, "", OTHER_LABELS, 1, given -> Plans.epochs(given, 1)),
        renamed,
        runs.base);
    return runs;
  }

  Encoders encoders() {
    return encoders;
  }

  String base() {
    return base.toString();
  }

  TrainingResult train(TrainingPlan plan, TrainingData data, Path output) throws IOException {
    return train(plan, data, output, false, new TrainingListener() {}, () -> false);
  }

  TrainingResult train(
      TrainingPlan plan,
      TrainingData data,
      Path output,
      boolean resume,
      TrainingListener listener,
      BooleanSupplier stop)
      throws IOException {
    return Trainer.train(plan, data, output, resume, encoders, COMPUTE, listener, stop);
  }

  static byte[] weights(Path output) throws IOException {
    Path whole = output.resolve("model.safetensors");
    return Files.readAllBytes(
        Files.exists(whole) ? whole : output.resolve("adapter_model.safetensors"));
  }

  /** A stop in the middle of the steps, however often it is asked before the first. */
  static final class Interruption implements TrainingListener {
    private final long step;
    private boolean reached;

    Interruption(long step) {
      this.step = step;
    }

    @Override
    public void stepped(TrainingProgress progress) {
      reached = progress.step() == step;
    }

    boolean reached() {
      return reached;
    }
  }
}
