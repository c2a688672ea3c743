package io.copytaster.model.network;

import static io.copytaster.model.network.TestNetworks.SEED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of 8-bit integers' products, which saturate on processors without VNNI if they may. */
class Int8ProductTest {

  private static final int ROWS = 64;

  @ParameterizedTest
  @CsvSource({"96, true", "96, false", "97, true", "97, false"})
  void productsOfTheGreatestNumbers_areExact(int width, boolean allAsLarge) {
    assumeThat(Processor.ofThisMachine().isX86()).isTrue();
    boolean pairs = Processor.ofThisMachine().addsInt8InPairs();
    assertThat(error(pairs, width, allAsLarge)).as("seed %d", SEED).isZero();
  }

  private static float error(boolean pairs, int width, boolean allAsLarge) {
    Torch.start(0);
    var module =
        new ModulePickle("__torch__", "Extremes").put("training", false).put("pairs", pairs);
    String operators = Operators.ONEDNN.resource();
    var program = Program.load(TorchScript.archive(module, "extremes.py", operators), Device.CPU);
    try (var manager = program.newOwner();
        IValue weight =
            IValue.from(
                (PtNDArray) manager.create(weight(width, allAsLarge), new Shape(ROWS, width)));
        IValue error = program.run("forward", weight)) {
      return error.toTensor(manager).getFloat();
    }
  }

  /** Signs at random; and sizes, unless all are as large. */
  private static float[] weight(int width, boolean allAsLarge) {
    var random = new Random(SEED);
    var weight = new float[ROWS * width];
    for (int i = 0; i < weight.length; i++) {
      float size = allAsLarge ? 1 : random.nextFloat();
      weight[i] = random.nextBoolean() ? size : -size;
    }
    return weight;
  }
}
