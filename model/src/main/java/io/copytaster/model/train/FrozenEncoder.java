package io.copytaster.model.train;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointWeights;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.Network;
import io.copytaster.model.network.PreparedWeights;
import io.copytaster.model.tokens.Tokenizer;
import io.copytaster.model.tokens.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** An encoder that is not trained: texts to the vectors that its pooling makes of them. */
final class FrozenEncoder implements AutoCloseable {

  private static final int BATCH_TOKENS = 4096;

  private final int size;
  private final Tokenizer tokenizer;
  private final Network network;
  private final PreparedWeights weights;

  FrozenEncoder(Checkpoint encoder, Compute compute, int maxTokens) throws IOException {
    this.size = encoder.config().hiddenSize();
    this.tokenizer = Tokenizer.open(encoder.tokenizerFile(), maxTokens);
    this.network = Network.load(encoder.config(), compute);
    try (CheckpointWeights source = encoder.weights()) {
      this.weights = network.prepare(source);
    }
  }

  Tokens tokenize(String text) {
    return tokenizer.encode(text);
  }

  /**
   * The texts' vectors, in their order.
   *
   * @param done told how many are, after every batch
   */
  List<float[]> encode(List<Tokens> texts, IntConsumer done) {
    var vectors = new float[texts.size()][];
    int[] order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> texts.get(i).length()))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && texts.get(order[to]).length() * (to + 1 - from) <= BATCH_TOKENS) {
        to++;
      }
      var rows = new ArrayList<Tokens>();
      for (int i = from; i < to; i++) {
        rows.add(texts.get(order[i]));
      }
      float[] pooled = network.forward(new TokenBatch(rows), weights);
      for (int i = from; i < to; i++) {
        vectors[order[i]] = Arrays.copyOfRange(pooled, (i - from) * size, (i - from + 1) * size);
      }
      done.accept(to);
    }
    return List.of(vectors);
  }

  @Override
  public void close() {
    weights.close();
    network.close();
    tokenizer.close();
  }
}
