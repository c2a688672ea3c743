package io.copytaster.model.network;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;

/** A checkpoint's weights on the device, in the form the network computes with. */
public final class PreparedWeights implements AutoCloseable {

  private final NDManager owner;
  private final IValue tensors;
  private final IValue linears;

  /**
   * @param owner of the tensors
   * @param linears what operators have of them besides: such as they packed, and what enters each
   */
  PreparedWeights(NDManager owner, IValue tensors, IValue linears) {
    this.owner = owner;
    this.tensors = tensors;
    this.linears = linears;
  }

  IValue tensors() {
    return tensors;
  }

  IValue linears() {
    return linears;
  }

  @Override
  public void close() {
    tensors.close();
    linears.close();
    owner.close();
  }
}
