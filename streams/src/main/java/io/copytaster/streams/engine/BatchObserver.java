package io.copytaster.streams.engine;

/** Told of every batch that was computed, by several lanes at once: it must not wait. */
@FunctionalInterface
public interface BatchObserver {

  /**
   * @param tokens of these articles, padding not counted
   */
  void computed(int articles, long tokens);
}
