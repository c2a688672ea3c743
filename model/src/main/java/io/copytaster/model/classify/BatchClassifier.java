package io.copytaster.model.classify;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.label.Prediction;
import java.util.List;

/** Computes labels for whole batches. */
public interface BatchClassifier {

  /** The checkpoint's identifier, which every labelled event names. */
  String model();

  /** Name and version of the set of labels, such as {@code ag-news/1}. */
  String taxonomy();

  /** One prediction per row, in the rows' order. */
  List<Prediction> classify(TokenBatch batch);
}
