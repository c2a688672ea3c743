package io.copytaster.model.network;

/** The feed-forward layer's non-linearity, under the names that {@code hidden_act} uses. */
public enum Activation {
  /** {@code gelu}: by the error function. */
  GELU,
  /** {@code gelu_new}, {@code gelu_pytorch_tanh}: the tanh approximation. */
  GELU_TANH,
  /** {@code relu}. */
  RELU
}
