package io.copytaster.model.train;

import io.copytaster.model.checkpoint.Encoder;
import io.copytaster.model.label.LabelSet;

/**
 * What a head is trained for.
 *
 * @param name of the checkpoint
 * @param taxonomy name and version of the labels
 * @param labels in the order of the logits
 * @param maxTokens of an article that are read
 * @param heldOut share of the rows that are not trained on, to measure on
 */
public record HeadPlan(
    String name,
    Encoder base,
    String taxonomy,
    LabelSet labels,
    int maxTokens,
    double heldOut,
    long seed) {}
