package io.copytaster.model.network;

import static io.copytaster.model.network.TestNetworks.LABELS;
import static io.copytaster.model.network.TestNetworks.SEED;
import static io.copytaster.model.network.TestNetworks.operatorsHere;
import static io.copytaster.model.network.TestNetworks.ranges;
import static io.copytaster.model.network.TestNetworks.shape;
import static io.copytaster.model.network.TestNetworks.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.batch.TokenBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What networks own on their device, and what they leave there: nothing. */
class NetworkMemoryTest {

  @Test
  void forward_leavesNoTensorOpen() {
    var config = shape(32, 1, 2, Activation.GELU, Pooling.MEAN);
    try (var network = Network.load(config, Compute.reference());
        var prepared = network.prepare(new RandomWeights(config, SEED))) {
      network.forward(new TokenBatch(texts(config, 4)), prepared);
      int before = network.openResources();
      for (int i = 0; i < 50; i++) {
        network.forward(new TokenBatch(texts(config, 4, 9)), prepared);
      }
      assertThat(network.openResources()).isEqualTo(before);
    }
  }

  @Test
  void preparedWeights_closed_ownNothingOnTheDevice() {
    var config = shape(32, 1, 2, Activation.GELU, Pooling.MEAN);
    try (var network = Network.load(config, Compute.reference())) {
      int before = network.openResources();
      for (int i = 0; i < 20; i++) {
        network.prepare(new RandomWeights(config, i)).close();
      }
      assertThat(network.openResources()).isEqualTo(before);
    }
  }

  /** A program for each checkpoint would be memory that libtorch never gives back. */
  @Test
  void networksOfOneShape_shareOneProgram_whateverTheirLabelsAndWidths() {
    var one = shape(32, 3, 2, Activation.RELU, Pooling.CLS);
    var wider = shape(64, 3, 2, Activation.RELU, Pooling.CLS).withLabels(LABELS + 1);
    Network.load(one, Compute.reference()).close();
    int before = Program.loaded();
    for (int i = 0; i < 5; i++) {
      try (var first = Network.load(one, Compute.reference());
          var second = Network.load(wider, Compute.reference());
          var ofFirst = first.prepare(new RandomWeights(one, SEED));
          var ofSecond = second.prepare(new RandomWeights(wider, SEED))) {
        var batch = new TokenBatch(texts(one, 4));
        assertThat(first.forward(batch, ofFirst)).hasSize(LABELS);
        assertThat(second.forward(batch, ofSecond)).hasSize(LABELS + 1);
      }
    }
    assertThat(Program.loaded()).isEqualTo(before);
    Network.load(shape(32, 4, 2, Activation.RELU, Pooling.CLS), Compute.reference()).close();
    assertThat(Program.loaded()).as("another depth").isEqualTo(before + 1);
  }

  @Test
  void preparation_givenUpHalfway_leavesNothingOnTheDevice() {
    var config = shape(32, 3, 2, Activation.GELU, Pooling.MEAN);
    try (var network = Network.load(config, Compute.reference())) {
      int before = network.openResources();
      var preparation = network.begin(new RandomWeights(config, SEED));
      preparation.read();
      preparation.convert();
      assertThatThrownBy(preparation::convert).hasMessageContaining("read before");
      assertThatThrownBy(preparation::complete).hasMessage("4 parts are not yet converted");
      preparation.close();
      assertThat(network.openResources()).isEqualTo(before);
    }
  }

  @Test
  void prepare_sharesNoMemoryWithTheCheckpoint() {
    // DJL's arrays alias direct buffers, and a checkpoint's are unmapped once it is closed.
    var config = shape(32, 1, 2, Activation.GELU, Pooling.POOLER);
    var batch = new TokenBatch(texts(config, 4, 9));
    for (Operators operators : operatorsHere()) {
      for (Precision precision : Precision.values()) {
        if (operators.has(precision, Processor.ofThisMachine())) {
          var weights = new RandomWeights(config, SEED);
          var given = new ArrayList<ByteBuffer>();
          var compute = new Compute(Device.CPU, precision, 0);
          var ranges = ranges(operators, config, weights);
          try (var network = Network.load(config, compute, operators, ranges);
              var prepared = network.prepare(entry -> remember(given, weights.floats(entry)))) {
            float[] before = network.forward(batch, prepared);
            given.forEach(NetworkMemoryTest::fillWithNaN);
            assertThat(network.forward(batch, prepared))
                .as("%s %s", operators, precision)
                .containsExactly(before);
          }
        }
      }
    }
  }

  private static ByteBuffer remember(List<ByteBuffer> given, ByteBuffer buffer) {
    given.add(buffer);
    return buffer;
  }

  private static void fillWithNaN(ByteBuffer buffer) {
    for (int i = 0; i < buffer.capacity(); i += Float.BYTES) {
      buffer.putFloat(i, Float.NaN);
    }
  }
}
