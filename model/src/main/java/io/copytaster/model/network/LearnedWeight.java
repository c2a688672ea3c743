package io.copytaster.model.network;

/**
 * A weight that training changes.
 *
 * @param name as in {@link WeightLayout}
 * @param rate what the learning rate is multiplied by for it
 * @param decays whether weight decay pulls it towards zero
 */
public record LearnedWeight(String name, double rate, boolean decays) {}
