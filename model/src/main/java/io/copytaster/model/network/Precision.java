package io.copytaster.model.network;

/** The arithmetic of the encoder's linear layers. */
public enum Precision {
  /** 32-bit floats throughout: Hugging Face's numbers. */
  FP32,
  /** 16-bit brain floats: twice the speed where the processor multiplies them. */
  BF16,
  /**
   * 8-bit integers, one weight scale per output; the activations' scales are calibrated, or else
   * one per token.
   */
  INT8;

  /** Its name in settings, on the command line and inside the network's source. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
