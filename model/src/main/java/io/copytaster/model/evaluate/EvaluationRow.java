package io.copytaster.model.evaluate;

/**
 * An article whose label is known.
 *
 * @param text as the classifier reads it
 * @param label the true label's index in the label set
 */
public record EvaluationRow(String id, String text, int label) {}
