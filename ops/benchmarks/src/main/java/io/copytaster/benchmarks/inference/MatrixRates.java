package io.copytaster.benchmarks.inference;

import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.MatrixProduct;

/** 1: what this processor multiplies at most, through the operators that the network uses. */
public final class MatrixRates implements Scenario {

  private static final int ROWS = 2048;
  private static final int SQUARE = 1024;

  @Override
  public int number() {
    return 1;
  }

  @Override
  public String title() {
    return "matrix products, the ceiling";
  }

  @Override
  public void enter(Bench bench, Lineup lineup) {
    var config = bench.checkpoint().config();
    for (Compute compute : bench.precisions()) {
      if (MatrixProduct.isSupported(compute.precision())) {
        add(lineup, compute, ROWS, config.hiddenSize(), config.intermediateSize());
        add(lineup, compute, SQUARE, SQUARE, SQUARE);
      } else {
        lineup.note(
            "No ceiling of " + compute.precision().key() + ": oneDNN has none on this processor.");
      }
    }
  }

  private void add(Lineup lineup, Compute compute, int rows, int inputs, int outputs) {
    String precision = compute.precision().key();
    var product = lineup.own(MatrixProduct.open(compute, rows, inputs, outputs));
    String name = "product " + precision + ", " + rows + " × " + inputs + " × " + outputs;
    lineup.add(this, Products.calibrated(name, product), precision);
  }
}
