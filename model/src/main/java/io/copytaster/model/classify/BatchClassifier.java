package io.copytaster.model.classify;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.label.Prediction;
import java.util.List;

/** Computes labels for whole batches; used by one thread at a time. */
public interface BatchClassifier {

  /** The checkpoint's identifier, which every labelled event names. */
  String model();

  /** Name and version of the set of labels, such as {@code ag-news/1}. */
  String taxonomy();

  /** One prediction per row, in the rows' order. */
  List<Prediction> classify(TokenBatch batch);

  /** Tokens that it computes for a batch, padding included: fewer if it cuts it into parts. */
  default int paddedTokens(TokenBatch batch) {
    return batch.paddedTokens();
  }
}
