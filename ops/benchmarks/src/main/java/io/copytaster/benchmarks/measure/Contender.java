package io.copytaster.benchmarks.measure;

/**
 * One of those that are compared.
 *
 * @param <L> what it tells of a turn
 */
public interface Contender<L extends Lap> {

  /** What the report calls it. */
  String name();

  /** Takes its turn: the same work every time. */
  L run() throws Exception;

  /**
   * Loads and compiles what is loaded and compiled at first: with a turn, unless each begins so.
   */
  default void warmUp() throws Exception {
    run();
  }
}
