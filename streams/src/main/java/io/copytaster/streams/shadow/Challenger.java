package io.copytaster.streams.shadow;

import io.copytaster.model.classify.BatchClassifier;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.tokens.Tokens;
import java.util.function.Function;

/**
 * A second model, with its own tokenizer. Closed by whoever loaded it, once it has been replaced.
 *
 * @param classifier used on the device's thread alone
 * @param tokenizer thread-safe
 */
public record Challenger(BatchClassifier classifier, Function<String, Tokens> tokenizer) {

  public static Challenger of(Classifier classifier) {
    return new Challenger(classifier, classifier::tokenize);
  }
}
