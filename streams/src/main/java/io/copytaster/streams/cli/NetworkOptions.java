package io.copytaster.streams.cli;

import static java.util.Objects.requireNonNullElse;

import io.copytaster.model.network.LowRank;
import io.copytaster.model.network.Pooling;
import io.copytaster.model.train.ScratchShape;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the network is like; what is not given is the regime's default. */
final class NetworkOptions {

  static final String HEADING = "%nNetwork:%n";

  @Option(
      names = "--pooling",
      paramLabel = "pooler|cls|mean",
      description =
          "What the classifier reads: the first token through BERT's dense layer, the first token,"
              + " or the mean over all.")
  private @Nullable String pooling;

  @Option(
      names = "--rank",
      paramLabel = "N",
      description = "Of the adapters beside each linear layer.")
  private @Nullable Integer rank;

  @Option(
      names = "--alpha",
      paramLabel = "FACTOR",
      description = "What the adapters' outputs are multiplied by, divided by the rank.")
  private @Nullable Double alpha;

  @Option(
      names = "--word-embeddings",
      description = "Learn these too, half of MiniLM's weights; without it they stay as they are.")
  private @Nullable Boolean wordEmbeddings;

  @Option(names = "--vocabulary", paramLabel = "N", description = "Word pieces that are learned.")
  private @Nullable Integer vocabulary;

  @Option(names = "--hidden-size", paramLabel = "N", description = "Width of a token's vector.")
  private @Nullable Integer hiddenSize;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Transformer blocks; of full, how many of the base's stay, evenly spread.")
  private @Nullable Integer layers;

  @Option(names = "--heads", paramLabel = "N", description = "Attention heads of each block.")
  private @Nullable Integer heads;

  @Option(
      names = "--intermediate-size",
      paramLabel = "N",
      description = "Width of each block's feed-forward layer.")
  private @Nullable Integer intermediateSize;

  @Option(
      names = "--dense",
      paramLabel = "N",
      description = "Width of the layer before the classifier; 0 for none.")
  private @Nullable Integer dense;

  @Option(
      names = "--max-positions",
      paramLabel = "N",
      description = "The longest article that the network can be given, in tokens.")
  private @Nullable Integer maxPositions;

  /**
   * @throws IllegalArgumentException if there is no such pooling
   */
  Pooling pooling(Pooling usual) {
    if (pooling == null) {
      return usual;
    }
    for (Pooling each : Pooling.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(pooling)) {
        return each;
      }
    }
    throw new IllegalArgumentException("pooling must be pooler, cls or mean: " + pooling);
  }

  LowRank adapters(LowRank usual) {
    return new LowRank(
        requireNonNullElse(rank, usual.rank()), requireNonNullElse(alpha, usual.alpha()));
  }

  boolean wordEmbeddings(boolean usual) {
    return requireNonNullElse(wordEmbeddings, usual);
  }

  int vocabulary(int usual) {
    return requireNonNullElse(vocabulary, usual);
  }

  /** How many are given; null for none. */
  @Nullable Integer layers() {
    return layers;
  }

  ScratchShape scratch(ScratchShape usual) {
    return new ScratchShape(
        requireNonNullElse(hiddenSize, usual.hiddenSize()),
        requireNonNullElse(layers, usual.layers()),
        requireNonNullElse(heads, usual.heads()),
        requireNonNullElse(intermediateSize, usual.intermediateSize()),
        requireNonNullElse(maxPositions, usual.maxPositions()),
        pooling(usual.pooling()),
        requireNonNullElse(dense, usual.classifierDense()));
  }
}
