package io.copytaster.model.network;

import java.util.Locale;
import java.util.Set;

/**
 * A family of operators that the network's source is written against.
 *
 * <p>TorchScript resolves operators when it is loaded, and not every libtorch has all of them; so
 * the family is chosen before.
 */
enum Operators {
  /** What every libtorch has: macOS, arm64, and GPUs, where {@code linear} is cuBLASLt's. */
  PORTABLE(Set.of(Precision.FP32, Precision.BF16)),
  /** oneDNN's linears with fused activation, for x86-64 processors. */
  ONEDNN(Set.of(Precision.FP32, Precision.BF16, Precision.INT8)),
  /** oneDNN's linears between 8-bit integers whose scales are known beforehand. */
  CALIBRATED(Set.of(Precision.INT8));

  private final Set<Precision> precisions;

  Operators(Set<Precision> precisions) {
    this.precisions = precisions;
  }

  static Operators of(Device device, Processor processor) {
    return !device.isGpu() && processor.isX86() ? ONEDNN : PORTABLE;
  }

  /** The fastest for a precision, given {@link ActivationRanges} or not. */
  static Operators of(Compute compute, Processor processor, boolean calibrated) {
    Operators best = of(compute.device(), processor);
    boolean quantized = compute.precision() == Precision.INT8;
    return best == ONEDNN && quantized && calibrated ? CALIBRATED : best;
  }

  boolean has(Precision precision) {
    return precisions.contains(precision);
  }

  /** Name of its source among the resources. */
  String resource() {
    return "operators/" + name().toLowerCase(Locale.ROOT) + ".py";
  }
}
