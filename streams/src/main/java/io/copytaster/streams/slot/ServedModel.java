package io.copytaster.streams.slot;

import io.copytaster.model.classify.BatchClassifier;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.Lanes;
import io.copytaster.model.tokens.Tokens;

/**
 * A model as the service uses it: any thread tokenizes, and as many compute batches as there are
 * {@link #lanes}. Owns its native memory until closed.
 */
public interface ServedModel extends BatchClassifier, AutoCloseable {

  /** A classifier, which is closed with the model. */
  static ServedModel of(Classifier classifier) {
    return new ServedClassifier(classifier);
  }

  /** How many batches it computes side by side. */
  default Lanes lanes() {
    return Lanes.ONE;
  }

  /** A text's word pieces, cut at the length this model reads. */
  Tokens tokenize(String text);

  /** What decides which word pieces a text becomes. Models that agree in it share their tokens. */
  String tokenization();

  /** As many word pieces of a text are read. */
  int maxTokens();

  /** A short article known to be good, to tell a bad article from a broken device. */
  Tokens probe();

  /** What it chooses from, in the order of its logits. */
  LabelSet labels();

  /** What logits are divided by before the softmax; the predictions' scores are so already. */
  double temperature();

  @Override
  void close();
}
