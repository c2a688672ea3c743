package io.copytaster.benchmarks.inference;

import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.model.network.MatrixProduct;

/**
 * Matrix products of one precision by themselves.
 *
 * @param times of the product in a turn, about half a second
 */
record Products(String name, MatrixProduct product, int times) implements Contender<Turn> {

  private static final double SECONDS = 0.5;
  private static final int FIRST = 4;

  /** With as many products in a turn as fill it. */
  static Products calibrated(String name, MatrixProduct product) {
    product.run(FIRST);
    double seconds = new Products(name, product, FIRST).run().seconds();
    return new Products(name, product, (int) Math.max(FIRST, SECONDS / seconds * FIRST));
  }

  @Override
  public Turn run() {
    long began = System.nanoTime();
    product.run(times);
    return Turn.since(began, Amount.products(times * product.operations()));
  }
}
