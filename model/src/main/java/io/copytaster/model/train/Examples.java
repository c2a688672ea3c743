package io.copytaster.model.train;

import io.copytaster.model.tokens.Tokens;
import java.util.List;

/** Texts as tokens, each with the index of its label. */
final class Examples {

  private final List<Tokens> texts;
  private final int[] labels;

  Examples(List<Tokens> texts, int[] labels) {
    if (texts.size() != labels.length) {
      throw new IllegalArgumentException(texts.size() + " texts, " + labels.length + " labels");
    }
    this.texts = List.copyOf(texts);
    this.labels = labels.clone();
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
