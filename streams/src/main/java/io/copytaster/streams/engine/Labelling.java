package io.copytaster.streams.engine;

import io.copytaster.model.label.Prediction;

/**
 * What the engine says of one article.
 *
 * @param prediction a probability for every label
 * @param model identifier of the checkpoint that computed the whole batch
 * @param taxonomy name and version of that checkpoint's labels
 * @param tokens word pieces read, special tokens included
 * @param truncated whether the text was longer than the model reads
 * @param queueNanos from submission until its batch began
 * @param inferNanos the forward pass of that batch; 0 if the label was remembered
 * @param batchSize articles computed in that batch; 0 if the label was remembered
 */
public record Labelling(
    Prediction prediction,
    String model,
    String taxonomy,
    int tokens,
    boolean truncated,
    long queueNanos,
    long inferNanos,
    int batchSize) {}
