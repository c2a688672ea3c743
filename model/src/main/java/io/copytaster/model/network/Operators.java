package io.copytaster.model.network;

import java.util.Locale;

/**
 * A family of operators that the network's source is written against.
 *
 * <p>TorchScript resolves operators when it is loaded, and not every libtorch has all of them; so
 * the family is chosen before.
 */
enum Operators {
  /** What every libtorch has: macOS, arm64, and GPUs, where {@code linear} is cuBLASLt's. */
  PORTABLE,
  /** oneDNN's linears with fused activation, for x86-64 processors. */
  ONEDNN,
  /** oneDNN's linears between 8-bit integers whose scales are known beforehand. */
  CALIBRATED;

  /**
   * The fastest that can compute in a precision.
   *
   * @param calibrated whether {@link ActivationRanges} are known
   */
  static Operators of(Compute compute, Processor processor, boolean calibrated) {
    if (compute.device().isGpu() || !ONEDNN.has(compute.precision(), processor)) {
      return PORTABLE;
    }
    return calibrated && CALIBRATED.has(compute.precision(), processor) ? CALIBRATED : ONEDNN;
  }

  /** Whether this processor can compute in a precision with these. */
  boolean has(Precision precision, Processor processor) {
    return switch (this) {
      case PORTABLE -> precision != Precision.INT8;
      case CALIBRATED -> processor.isX86() && precision == Precision.INT8;
      case ONEDNN ->
          processor.isX86() && (precision != Precision.BF16 || processor.hasWideVectors());
    };
  }

  /** Name of its source among the resources. */
  String resource() {
    return "operators/" + name().toLowerCase(Locale.ROOT) + ".py";
  }
}
