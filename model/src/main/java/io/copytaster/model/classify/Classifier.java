package io.copytaster.model.classify;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.Lanes;
import io.copytaster.model.network.Network;
import io.copytaster.model.network.Precision;
import io.copytaster.model.network.PreparedWeights;
import io.copytaster.model.tokens.Tokenizer;
import io.copytaster.model.tokens.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checkpoint resident on a device: text in, label out.
 *
 * <p>Safe for any thread. Owns its native memory until closed.
 */
public final class Classifier implements BatchClassifier, AutoCloseable {

  /** An article that every model can read, of a length that news have. */
  static final String PROBE =
      "Harbour reopens after storm. Ferries sailed again on Tuesday from the port of Rødvik, two"
          + " days after waves of nine metres had closed it, the harbour master said.";

  private static final Logger LOG = LoggerFactory.getLogger(Classifier.class);

  private final Checkpoint checkpoint;
  private final LabelSet labels;
  private final Tokenizer tokenizer;
  private final String tokenization;
  private final Network network;
  private final PreparedWeights weights;

  Classifier(Checkpoint checkpoint, Tokenizer tokenizer, Network network, PreparedWeights weights)
      throws IOException {
    this.checkpoint = checkpoint;
    this.labels = checkpoint.labels();
    this.tokenizer = tokenizer;
    this.tokenization = checkpoint.tokenizerDigest() + "/" + tokenizer.maxTokens();
    this.network = network;
    this.weights = weights;
  }

  /**
   * Loads a checkpoint; not in int8 if that is only preferred and the result does not {@link
   * #agrees agree} with fp32.
   *
   * @param maxTokens of an article that are read; 0 for as many as the checkpoint says
   * @throws io.copytaster.model.checkpoint.CheckpointException if it has no classifier
   * @throws IllegalArgumentException if {@code maxTokens} is more than the model has positions
   */
  public static Classifier load(Checkpoint checkpoint, Compute compute, int maxTokens)
      throws IOException {
    Classifier classifier;
    try (var loading = ClassifierLoading.begin(checkpoint, compute, maxTokens)) {
      while (loading.unread() > 0) {
        loading.read();
        loading.convert();
      }
      classifier = loading.complete();
    }
    if (!compute.prefersInt8() || classifier.agrees()) {
      return classifier;
    }
    classifier.close();
    return load(checkpoint, compute.withoutInt8(), maxTokens);
  }

  @Override
  public String model() {
    return checkpoint.id();
  }

  @Override
  public String taxonomy() {
    return checkpoint.taxonomy();
  }

  /** The arithmetic of its linear layers. */
  public Precision precision() {
    return network.precision();
  }

  /**
   * Whether it says of the {@link #probe} what its checkpoint says in fp32, as far as that is
   * known; if not, the log says so. On the device's thread.
   */
  public boolean agrees() {
    var calibration = checkpoint.int8Calibration();
    Tokens probe = probe();
    if (calibration.isEmpty() || probe.truncated()) {
      return true;
    }
    var disagreement =
        Agreement.disagreement(
            calibration.get().probe(),
            classifyInLane(new TokenBatch(List.of(probe))).get(0),
            checkpoint.temperature());
    disagreement.ifPresent(what -> LOG.warn("{} errs in {}: {}", model(), precision().key(), what));
    return disagreement.isEmpty();
  }

  /** What it was loaded from. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  public LabelSet labels() {
    return labels;
  }

  /** What logits are divided by before the softmax; the predictions' scores are so already. */
  public double temperature() {
    return checkpoint.temperature();
  }

  /** As many word pieces of an article are read, special ones included. */
  public int maxTokens() {
    return tokenizer.maxTokens();
  }

  /**
   * What decides which word pieces a text becomes: the tokenizer's SHA-256 and {@link #maxTokens}.
   * Classifiers that agree in it can compute each other's tokens.
   */
  public String tokenization() {
    return tokenization;
  }

  /** A text's word pieces, cut at the length this classifier reads. */
  public Tokens tokenize(String text) {
    return tokenizer.encode(text);
  }

  /** A short article known to be good. */
  public Tokens probe() {
    return tokenize(PROBE);
  }

  /**
   * One prediction per row, in the rows' order, computed by all of the device.
   *
   * @throws IllegalArgumentException if the network's output is not finite
   */
  @Override
  public List<Prediction> classify(TokenBatch batch) {
    return predictions(batch, network.forward(batch, weights));
  }

  /** How many batches {@link #classifyInLane} computes side by side at best. */
  public Lanes lanes() {
    return network.lanes();
  }

  /**
   * As {@link #classify}, in the calling thread: on a processor by one core, whatever others do.
   */
  public List<Prediction> classifyInLane(TokenBatch batch) {
    return predictions(batch, network.forwardInLane(batch, weights));
  }

  private List<Prediction> predictions(TokenBatch batch, float[] logits) {
    var predictions = new ArrayList<Prediction>(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      int from = row * labels.size();
      float[] own = Arrays.copyOfRange(logits, from, from + labels.size());
      predictions.add(Prediction.ofLogits(labels, own, checkpoint.temperature()));
    }
    return predictions;
  }

  /**
   * Computes once what the first articles in a lane would wait for: one article, then a batch.
   *
   * @param batchTokens the padded tokens of an ordinary batch
   */
  public void warmUp(int batchTokens) {
    Tokens probe = probe();
    int rows = Math.max(1, Math.min(batchTokens, lanes().batchTokens()) / probe.length());
    classifyInLane(new TokenBatch(List.of(probe)));
    classifyInLane(new TokenBatch(Collections.nCopies(rows, probe)));
  }

  @Override
  public void close() {
    weights.close();
    network.close();
    tokenizer.close();
  }
}
