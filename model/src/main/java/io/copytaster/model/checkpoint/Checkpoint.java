package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.ConfigException;
import io.copytaster.model.network.TransformerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A trained model on disk: a Hugging Face directory with {@code config.json}, {@code
 * tokenizer.json} and {@code model.safetensors}, or a classifier's head or a PEFT adapter that
 * names its encoder.
 *
 * <p>An open checkpoint is known to be whole: the files are those of the manifest if there is one,
 * and the network's weights are there in their shapes, none missing and none left over. It holds no
 * native memory.
 */
public final class Checkpoint {

  private final String id;
  private final Path directory;
  private final CheckpointParts parts;
  private final CheckpointSettings settings;
  private final Optional<Int8Calibration> calibration;

  private Checkpoint(Path directory, CheckpointParts parts, CheckpointSettings settings) {
    this.id = parts.manifest().name() + "-" + parts.digest().substring(0, 12);
    this.directory = directory;
    this.parts = parts;
    this.settings = settings;
    this.calibration = Int8Calibration.read(directory, settings.network());
  }

  /** Opens a directory; an encoder that a head names is taken from the user's cache. */
  public static Checkpoint open(Path directory) throws IOException {
    return open(directory, Encoders.inUserCache());
  }

  /**
   * Opens a directory and checks it.
   *
   * @param encoders where a head finds its encoder
   * @throws CheckpointException if it cannot be used
   */
  public static Checkpoint open(Path directory, Encoders encoders) throws IOException {
    try {
      CheckpointParts parts = CheckpointParts.of(directory, encoders);
      var settings =
          CheckpointSettings.parse(parts.config(), parts.weights().classifierRows().isPresent());
      TokenizerVocabulary.requireFits(parts.tokenizer(), settings.network().vocabularySize());
      var checkpoint = new Checkpoint(directory, parts, settings);
      checkpoint.requireIdentity();
      checkpoint.weights().close();
      return checkpoint;
    } catch (ConfigException e) {
      throw new CheckpointException(Problem.CONFIG, directory + ": " + e.getMessage(), e);
    }
  }

  private void requireIdentity() throws IOException {
    parts.manifest().verifyTokenizer(parts.tokenizer());
    if (hasClassifier()) {
      parts.manifest().verifyLabels(directory, labels());
    }
  }

  /**
   * Its name, and the first 12 hex digits of the SHA-256 over its files: equal content under an
   * equal name has an equal id.
   */
  public String id() {
    return id;
  }

  /** The name in the manifest, or else the directory's. */
  public String name() {
    return parts.manifest().name();
  }

  public Path directory() {
    return directory;
  }

  /** A copy of what {@code config.json} says, of a head or an adapter together with its base's. */
  public ObjectNode configJson() {
    ObjectNode json = parts.config().deepCopy();
    return json.put("classifier_pooling", config().pooling().name().toLowerCase(Locale.ROOT));
  }

  /** The network's shape. */
  public TransformerConfig config() {
    return settings.network();
  }

  /** Whether it has a classifier on top of the encoder. */
  public boolean hasClassifier() {
    return settings.network().labels() > 0;
  }

  /**
   * What the classifier chooses from, in the order of its logits.
   *
   * @throws CheckpointException if it is an encoder without a classifier
   */
  public LabelSet labels() {
    if (!hasClassifier()) {
      throw new CheckpointException(
          Problem.NO_CLASSIFIER,
          directory + " is an encoder without a classifier: it has no labels to choose from");
    }
    return new LabelSet(settings.labels());
  }

  /** What the labels belong to, as name/version; {@code custom/1} unless config.json says so. */
  public String taxonomy() {
    return settings.taxonomy();
  }

  /** What logits are divided by before the softmax, to make confidence honest; 1 leaves them. */
  public double temperature() {
    return settings.temperature();
  }

  /** What int8 computes with; empty until the checkpoint is calibrated. */
  public Optional<Int8Calibration> int8Calibration() {
    return calibration;
  }

  /** How many tokens of an article are read, special ones included. */
  public int maxTokens() {
    return settings.maxTokens();
  }

  /** The {@code tokenizer.json}; its own padding and truncation mean nothing here. */
  public Path tokenizerFile() {
    return parts.tokenizer();
  }

  /** SHA-256 of {@link #tokenizerFile} in lower-case hex. */
  public String tokenizerDigest() throws IOException {
    return Sha256.of(parts.tokenizer());
  }

  /** Where it comes from, as far as its manifest says. */
  public Provenance provenance() {
    return parts.manifest().provenance();
  }

  /** For people: the rank of the adapter, and over what; empty if it is none. */
  public Optional<String> adapter() throws IOException {
    return parts.weights().describeAdapter();
  }

  /**
   * What an adapter consists of, to go on with it; empty if this is none.
   *
   * @throws CheckpointException if its layers do not share one rank and scale
   */
  public Optional<AdaptedBase> adaptedBase() throws IOException {
    return parts.weights().adaptedBase(parts.config().path(BaseModel.KEY).asText(""));
  }

  /** What its manifest says, or would say, of its tokenizer and labels. */
  Manifest.Identity identity() throws IOException {
    return new Manifest.Identity(tokenizerDigest(), hasClassifier() ? labels().digest() : null);
  }

  /** Opens the weights, to be closed by the caller. */
  public CheckpointWeights weights() throws IOException {
    return CheckpointWeights.open(parts.weights(), settings.network());
  }

  @Override
  public String toString() {
    return id;
  }
}
