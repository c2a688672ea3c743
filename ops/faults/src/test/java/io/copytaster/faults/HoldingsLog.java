package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What an instance held, over time. Early and late are the second and the last quarter of the looks
 * at it: in the first one the JVM has not yet compiled what runs, nor touched all of its heap.
 */
final class HoldingsLog {

  private static final int QUARTERS = 4;

  /** At most 5 % more, of what the JVM gives and takes as it likes. */
  private static final double GROWTH = 1.05;

  /** Threads and files that come and go. */
  private static final int A_FEW = 2;

  private final List<Holdings> looks = new ArrayList<>();

  void add(Holdings holdings) {
    looks.add(holdings);
  }

  /** The medians of the second quarter; of tensors what is there between batches. */
  Holdings early() {
    return typical(1);
  }

  /** As {@link #early}, of the last quarter. */
  Holdings late() {
    return typical(QUARTERS - 1);
  }

  /**
   * @throws AssertionError if it held more late than early
   */
  void requireFlat() {
    Holdings early = early();
    Holdings late = late();
    String both = toString();
    assertThat(late.residentBytes()).as(both).isLessThan(GROWTH * early.residentBytes());
    assertThat(late.openTensors()).as(both).isLessThanOrEqualTo(early.openTensors());
    assertThat(late.threads()).as(both).isLessThanOrEqualTo(early.threads() + A_FEW);
    assertThat(late.openFiles()).as(both).isLessThanOrEqualTo(early.openFiles() + A_FEW);
  }

  private Holdings typical(int quarter) {
    List<Holdings> some =
        looks.subList(looks.size() * quarter / QUARTERS, looks.size() * (quarter + 1) / QUARTERS);
    return new Holdings(
        median(some, Holdings::residentBytes),
        some.stream().mapToDouble(Holdings::openTensors).min().orElseThrow(),
        median(some, Holdings::threads),
        median(some, Holdings::openFiles));
  }

  private static double median(List<Holdings> some, ToDoubleFunction<Holdings> part) {
    return some.stream().mapToDouble(part).sorted().skip(some.size() / 2).findFirst().orElseThrow();
  }

  @Override
  public String toString() {
    return "early " + early() + "; late " + late();
  }
}
