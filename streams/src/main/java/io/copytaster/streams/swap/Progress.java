package io.copytaster.streams.swap;

/** Told how far a candidate has come, and asked whether it still matters. */
interface Progress {

  /** Of a candidate that nothing newer replaces. */
  Progress NONE =
      new Progress() {
        @Override
        public void reached(Step step) {}

        @Override
        public void requireWanted() {}
      };

  /**
   * @throws AbandonedException if a newer announcement has come
   */
  void reached(Step step);

  /**
   * @throws AbandonedException if a newer announcement has come
   */
  void requireWanted();
}
