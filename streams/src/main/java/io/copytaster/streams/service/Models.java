package io.copytaster.streams.service;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.checkpoint.ShippedCheckpoint;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.network.Compute;
import io.copytaster.streams.config.ModelSettings;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.slot.ServedModel;
import io.copytaster.streams.storage.CheckpointSource;
import io.copytaster.streams.swap.ModelLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The model that the settings name. */
public final class Models {

  private Models() {}

  /** Loads it onto its device; the caller closes it. */
  public static Classifier load(ModelSettings settings) throws IOException {
    return Classifier.load(open(settings), compute(settings), settings.maxTokens());
  }

  /** The one that the settings name, warm; the caller closes it. */
  public static ServedModel warm(Settings settings) throws IOException {
    return warm(open(settings.model()), settings);
  }

  /** Loads a checkpoint, and computes what its first articles would otherwise wait for. */
  static ServedModel warm(Checkpoint checkpoint, Settings settings) throws IOException {
    ModelSettings model = settings.model();
    Classifier classifier = Classifier.load(checkpoint, compute(model), model.maxTokens());
    try {
      classifier.warmUp(settings.engine().batchTokens());
      return ServedModel.of(classifier);
    } catch (RuntimeException | Error e) {
      classifier.close();
      throw e;
    }
  }

  /** Where and how exactly it computes. */
  public static Compute compute(ModelSettings settings) {
    return Compute.of(settings.device(), settings.precision(), settings.threads());
  }

  /** Opens and checks its files: a directory, or the classifier that is shipped. */
  public static Checkpoint open(ModelSettings settings) throws IOException {
    var encoders = encoders(settings);
    Optional<Path> directory = settings.checkpoint();
    return directory.isPresent()
        ? Checkpoint.open(directory.get(), encoders)
        : ShippedCheckpoint.open(encoders);
  }

  /** What makes announced models ready, beside the one that the settings name. */
  static ModelLoader loader(Settings settings, CheckpointSource source) {
    return new ModelLoader(
        source,
        encoders(settings.model()),
        compute(settings.model()),
        settings.model().maxTokens(),
        settings.engine().batchTokens());
  }

  /** Where the encoders are that Maven brings. */
  public static Encoders encoders(ModelSettings settings) {
    return settings.cache().map(Encoders::new).orElseGet(Encoders::inUserCache);
  }
}
