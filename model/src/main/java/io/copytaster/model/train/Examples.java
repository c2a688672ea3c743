package io.copytaster.model.train;

import io.copytaster.model.tokens.Tokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts as tokens, each with the index of its label and perhaps what a teacher says of it. */
final class Examples {

  private final List<Tokens> texts;
  private final int[] labels;
  private final float @Nullable [][] answers;

  Examples(List<Tokens> texts, int[] labels) {
    this(List.copyOf(texts), labels.clone(), null);
  }

  private Examples(List<Tokens> texts, int[] labels, float @Nullable [][] answers) {
    if (texts.size() != labels.length) {
      throw new IllegalArgumentException(texts.size() + " texts, " + labels.length + " labels");
    }
    this.texts = texts;
    this.labels = labels;
    this.answers = answers;
  }

  /**
   * The same, with what a teacher says of them.
   *
   * @param said probabilities, shape (texts, labels)
   */
  Examples taught(float[][] said) {
    if (said.length != labels.length) {
      throw new IllegalArgumentException(said.length + " answers, " + labels.length + " texts");
    }
    var copies = new float[said.length][];
    for (int row = 0; row < said.length; row++) {
      copies[row] = said[row].clone();
    }
    return new Examples(texts, labels, copies);
  }

  boolean isTaught() {
    return answers != null;
  }

  /**
   * The probability that the teacher gives a label.
   *
   * @throws IllegalStateException if there is none
   */
  float answer(int row, int label) {
    if (answers == null) {
      throw new IllegalStateException("nobody taught these texts");
    }
    return answers[row][label];
  }

  int size() {
    return labels.length;
  }

  Tokens text(int row) {
    return texts.get(row);
  }

  int label(int row) {
    return labels[row];
  }

  int[] labels() {
    return labels.clone();
  }

  List<Tokens> texts() {
    return texts;
  }

  /** The texts' lengths in tokens. */
  int[] lengths() {
    return texts.stream().mapToInt(Tokens::length).toArray();
  }
}
