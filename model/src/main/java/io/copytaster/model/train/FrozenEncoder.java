package io.copytaster.model.train;

import io.copytaster.model.network.Compute;
import io.copytaster.model.network.Network;
import io.copytaster.model.network.PreparedWeights;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.network.Weights;
import io.copytaster.model.tokens.Tokens;
import java.util.List;

/** An encoder that is not trained: texts to the vectors that its pooling makes of them. */
final class FrozenEncoder implements AutoCloseable {

  private final Network network;
  private final PreparedWeights prepared;

  /**
   * @param config of the network whose classifier is left away
   */
  FrozenEncoder(TransformerConfig config, Weights weights, Compute compute) {
    this.network = Network.load(config.withLabels(0), compute);
    try {
      this.prepared = network.prepare(weights);
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  /** The texts' vectors, in their order: shape (texts, hidden size). */
  float[][] encode(List<Tokens> texts, ByLength.Progress progress) {
    return ByLength.compute(texts, batch -> network.forward(batch, prepared), progress);
  }

  @Override
  public void close() {
    prepared.close();
    network.close();
  }
}
