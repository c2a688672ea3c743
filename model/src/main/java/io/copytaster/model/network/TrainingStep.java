package io.copytaster.model.network;

/**
 * How one step is taken.
 *
 * @param number from 1 on, over the whole training
 * @param rate the learning rate, at this step
 * @param weightDecay share of the decaying weights given up, times the rate
 * @param clip the gradient's largest norm; a longer one is shortened to it
 * @param averaging share of the running average of the weights that is kept; 0 for no average
 * @param seed of what is random in the step
 */
public record TrainingStep(
    long number, double rate, double weightDecay, double clip, double averaging, long seed) {}
