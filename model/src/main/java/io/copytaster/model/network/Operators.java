package io.copytaster.model.network;

import java.util.Locale;
import java.util.stream.Stream;

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
  CALIBRATED,
  /** FBGEMM's of the same kind, for processors without VNNI. */
  FBGEMM;

  /**
   * The fastest that can compute in a precision.
   *
   * @param calibrated whether {@link ActivationRanges} are known
   */
  static Operators of(Compute compute, Processor processor, boolean calibrated) {
    if (compute.device().isGpu() || !ONEDNN.has(compute.precision(), processor)) {
      return PORTABLE;
    }
    return calibrated
        ? Stream.of(FBGEMM, CALIBRATED)
            .filter(operators -> operators.has(compute.precision(), processor))
            .findFirst()
            .orElse(ONEDNN)
        : ONEDNN;
  }

  /** Whether this processor can compute in a precision with these. */
  boolean has(Precision precision, Processor processor) {
    return switch (this) {
      case PORTABLE -> precision != Precision.INT8;
      case CALIBRATED -> processor.isX86() && precision == Precision.INT8;
      case FBGEMM -> CALIBRATED.has(precision, processor) && processor.addsInt8InPairs();
      case ONEDNN ->
          processor.isX86() && (precision != Precision.BF16 || processor.hasWideVectors());
    };
  }

  /** Whether they want to know what enters the linears. */
  boolean areCalibrated() {
    return this == CALIBRATED || this == FBGEMM;
  }

  /** Name of its source among the resources. */
  String resource() {
    return "operators/" + name().toLowerCase(Locale.ROOT) + ".py";
  }
}
