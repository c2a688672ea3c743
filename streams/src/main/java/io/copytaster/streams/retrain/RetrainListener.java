package io.copytaster.streams.retrain;

import io.copytaster.model.train.TrainingListener;

/** Is told how a sidecar fares, in its own thread. */
public interface RetrainListener extends TrainingListener {

  /** A run has come to this state. */
  void reached(RetrainState state);
}
