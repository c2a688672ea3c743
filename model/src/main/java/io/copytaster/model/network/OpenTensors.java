package io.copytaster.model.network;

/** How much native memory has an owner that has not closed it. */
public final class OpenTensors {

  private OpenTensors() {}

  /** Tensors of all networks of this process that compute: weights, and what a batch needs. */
  public static int count() {
    return Program.openTensors();
  }
}
