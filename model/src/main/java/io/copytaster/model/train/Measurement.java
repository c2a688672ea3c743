package io.copytaster.model.train;

/**
 * What a network in training answers on the held-out rows.
 *
 * @param step after which it was measured
 * @param accuracy share of the rows that get their label
 * @param negativeLogLikelihood mean, in nats, with the temperature
 * @param temperature that makes it smallest
 * @param best whether this is the most accurate so far, and so the one that is kept
 */
public record Measurement(
    long step,
    double accuracy,
    double macroF1,
    double negativeLogLikelihood,
    double expectedCalibrationError,
    double temperature,
    boolean best) {}
