package io.copytaster.model.train;

/**
 * How far a training is.
 *
 * @param epoch from 1 on
 * @param step from 1 on, over all epochs
 * @param steps of the whole training
 * @param articles seen since this process began
 * @param loss running mean of the cross-entropy, in nats
 * @param learningRate of the step
 */
public record TrainingProgress(
    int epoch, long step, long steps, long articles, double loss, double learningRate) {}
