package io.copytaster.model.classify;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointWeights;
import io.copytaster.model.checkpoint.Int8Calibration;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.Network;
import io.copytaster.model.network.WeightPreparation;
import io.copytaster.model.tokens.Tokenizer;
import java.io.IOException;

/**
 * A checkpoint on its way to a device, in steps so short that another model can go on computing
 * there between them.
 *
 * <p>Each part goes through {@link #read} on any thread, then {@link #convert} on the device's.
 */
public final class ClassifierLoading implements AutoCloseable {

  private final Checkpoint checkpoint;
  private final Tokenizer tokenizer;
  private final Network network;
  private final WeightPreparation preparation;
  private final Opened ownedByClassifier;
  private final Opened ownedHere;

  private ClassifierLoading(
      Checkpoint checkpoint,
      Tokenizer tokenizer,
      Network network,
      WeightPreparation preparation,
      Opened ownedByClassifier,
      Opened ownedHere) {
    this.checkpoint = checkpoint;
    this.tokenizer = tokenizer;
    this.network = network;
    this.preparation = preparation;
    this.ownedByClassifier = ownedByClassifier;
    this.ownedHere = ownedHere;
  }

  /**
   * Opens what the classifier consists of, without a weight.
   *
   * @param maxTokens of an article that are read; 0 for as many as the checkpoint says
   * @throws io.copytaster.model.checkpoint.CheckpointException if it has no classifier
   * @throws IllegalArgumentException if {@code maxTokens} is more than the model has positions
   */
  public static ClassifierLoading begin(Checkpoint checkpoint, Compute compute, int maxTokens)
      throws IOException {
    checkpoint.labels();
    int positions = checkpoint.config().maxPositions();
    if (maxTokens > positions) {
      throw new IllegalArgumentException(
          "max-tokens is %d, and %s has %d positions".formatted(maxTokens, checkpoint, positions));
    }
    int length = maxTokens == 0 ? checkpoint.maxTokens() : maxTokens;
    var owned = new Opened();
    var source = new Opened();
    try {
      var tokenizer = owned.add(Tokenizer.open(checkpoint.tokenizerFile(), length));
      var calibration = checkpoint.int8Calibration();
      Compute chosen = compute.forCheckpoint(calibration.isPresent());
      var ranges = calibration.map(Int8Calibration::ranges).orElse(null);
      var network = owned.add(Network.load(checkpoint.config(), chosen, ranges));
      CheckpointWeights weights = source.add(checkpoint.weights());
      var preparation = source.add(network.begin(weights.finite()));
      return new ClassifierLoading(checkpoint, tokenizer, network, preparation, owned, source);
    } catch (IOException | RuntimeException | Error e) {
      source.close();
      owned.close();
      throw e;
    }
  }

  /** How many parts are not yet read. */
  public int unread() {
    return preparation.unread();
  }

  /** How many parts are read and not yet converted. */
  public int unconverted() {
    return preparation.unconverted();
  }

  /**
   * Reads another part.
   *
   * @throws io.copytaster.model.checkpoint.CheckpointException if a weight is not finite
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public void read() {
    preparation.read();
  }

  /** Converts the first part that is read; on the device's thread. */
  public void convert() {
    preparation.convert();
  }

  /** The classifier, which is the caller's to close. */
  public Classifier complete() throws IOException {
    var weights = ownedByClassifier.add(preparation.complete());
    var classifier = new Classifier(checkpoint, tokenizer, network, weights);
    ownedByClassifier.handOver();
    return classifier;
  }

  /** Closes the files, and frees what has not become a classifier. */
  @Override
  public void close() {
    ownedHere.close();
    ownedByClassifier.close();
  }
}
