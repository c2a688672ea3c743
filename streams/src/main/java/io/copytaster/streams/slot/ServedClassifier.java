package io.copytaster.streams.slot;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.network.Lanes;
import io.copytaster.model.tokens.Tokens;
import java.util.List;

/** A checkpoint on a device. */
record ServedClassifier(Classifier classifier) implements ServedModel {

  @Override
  public String model() {
    return classifier.model();
  }

  @Override
  public String taxonomy() {
    return classifier.taxonomy();
  }

  @Override
  public List<Prediction> classify(TokenBatch batch) {
    return classifier.classifyInLane(batch);
  }

  @Override
  public Lanes lanes() {
    return classifier.lanes();
  }

  @Override
  public Tokens tokenize(String text) {
    return classifier.tokenize(text);
  }

  @Override
  public String tokenization() {
    return classifier.tokenization();
  }

  @Override
  public int maxTokens() {
    return classifier.maxTokens();
  }

  @Override
  public Tokens probe() {
    return classifier.probe();
  }

  @Override
  public LabelSet labels() {
    return classifier.labels();
  }

  @Override
  public double temperature() {
    return classifier.temperature();
  }

  @Override
  public void close() {
    classifier.close();
  }
}
