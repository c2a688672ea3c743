package io.copytaster.streams.event;

import io.copytaster.model.label.Prediction;

/**
 * What the engine did with one article.
 *
 * @param model identifier of the one checkpoint that computed it
 * @param taxonomy name and version of its labels
 * @param tokens word pieces the model read, special tokens included
 * @param truncated whether the text was longer
 * @param unknownTokens word pieces of these that the model's vocabulary does not have
 * @param tokenizeNanos text to word pieces
 * @param queueNanos from submission until its batch began
 * @param inferNanos the forward pass of its whole batch
 * @param batchSize articles in that batch
 */
public record Classified(
    Prediction prediction,
    String model,
    String taxonomy,
    int tokens,
    boolean truncated,
    int unknownTokens,
    long tokenizeNanos,
    long queueNanos,
    long inferNanos,
    int batchSize) {}
