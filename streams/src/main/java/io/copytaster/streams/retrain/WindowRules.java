package io.copytaster.streams.retrain;

import io.copytaster.streams.config.RetrainSettings;

/**
 * How rows become a training set.
 *
 * @param window the newest so many articles of the window are learned
 * @param heldOut share of the reviewed articles that never teach
 * @param replay older rows for each row of the window
 * @param newLabelRows reviewed articles that an unknown label needs
 * @param seed of the replay sample
 */
record WindowRules(int window, double heldOut, double replay, int newLabelRows, long seed) {

  static WindowRules of(RetrainSettings settings) {
    return new WindowRules(
        settings.window(),
        settings.heldOut(),
        settings.replay(),
        settings.newLabelRows(),
        settings.seed());
  }
}
