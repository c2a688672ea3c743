package io.copytaster.model.network;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;

/** A checkpoint's weights on the device, in the form the network computes with. */
public final class PreparedWeights implements AutoCloseable {

  private final NDManager owner;
  private final IValue tensors;

  PreparedWeights(NDManager owner, IValue tensors) {
    this.owner = owner;
    this.tensors = tensors;
  }

  IValue tensors() {
    return tensors;
  }

  @Override
  public void close() {
    tensors.close();
    owner.close();
  }
}
