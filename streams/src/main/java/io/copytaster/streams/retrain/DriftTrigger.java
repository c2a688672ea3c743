package io.copytaster.streams.retrain;

/** Says whether the stream still looks like the training; asked by the sidecar's thread. */
@FunctionalInterface
public interface DriftTrigger {

  /** Never drifts. */
  DriftTrigger NEVER = () -> false;

  boolean isDrifting();
}
