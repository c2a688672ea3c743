package io.copytaster.model.network;

import java.util.Locale;

/**
 * Where and how exactly a network computes.
 *
 * @param threads of libtorch, for the whole process; 0 for one per core
 * @param prefersInt8 whether a checkpoint that is calibrated for int8 is computed so instead, as
 *     long as it says there what it says in fp32
 */
public record Compute(Device device, Precision precision, int threads, boolean prefersInt8) {

  /** In this precision, whatever the checkpoint. */
  public Compute(Device device, Precision precision, int threads) {
    this(device, precision, threads, false);
  }

  public Compute {
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be 0 (one per core) or more: " + threads);
    }
  }

  /** One thread per core, fp32, on the processor: the reference. */
  public static Compute reference() {
    return new Compute(Device.CPU, Precision.FP32, 0);
  }

  /**
   * Reads the settings' words, and chooses where they leave the choice.
   *
   * @param device {@code auto}, {@code cpu} or {@code cuda:N}
   * @param precision {@code auto}, {@code fp32}, {@code bf16} or {@code int8}
   * @throws IllegalArgumentException if a word is none of these, or the device cannot do it
   */
  public static Compute of(String device, String precision, int threads) {
    Device chosen = device(device.toLowerCase(Locale.ROOT), threads);
    Processor processor = Processor.ofThisMachine();
    return of(precision.toLowerCase(Locale.ROOT), chosen, threads, processor);
  }

  static Compute of(String precision, Device device, int threads, Processor processor) {
    boolean int8 = precision.equals("auto") && !device.isGpu();
    return new Compute(
        device,
        precision(precision, device, processor),
        threads,
        int8 && processor.isX86() && processor.hasInt8());
  }

  /** Without regard to what checkpoints are calibrated for: for training, and where int8 erred. */
  public Compute withoutInt8() {
    return new Compute(device, precision, threads);
  }

  /** For one checkpoint. */
  public Compute forCheckpoint(boolean calibrated) {
    return prefersInt8 && calibrated ? new Compute(device, Precision.INT8, threads) : withoutInt8();
  }

  /** Whether this processor multiplies so slowly in this precision that nobody would want it. */
  public boolean isEmulated() {
    Processor processor = Processor.ofThisMachine();
    return !device.isGpu() && processor.isX86() && !Operators.ONEDNN.has(precision, processor);
  }

  private static Device device(String word, int threads) {
    if (word.equals("cpu")) {
      return Device.CPU;
    }
    int gpus = Torch.gpus(threads);
    if (word.equals("auto")) {
      return gpus > 0 ? new Device(0) : Device.CPU;
    }
    if (!word.matches("cuda:\\d{1,3}")) {
      throw new IllegalArgumentException("device '" + word + "' is none of auto, cpu, cuda:N");
    }
    var device = new Device(Integer.parseInt(word.substring("cuda:".length())));
    if (device.gpu() >= gpus) {
      throw new IllegalArgumentException(
          "device '"
              + word
              + "' is not there: libtorch sees "
              + gpus
              + " GPUs (PYTORCH_LIBRARY_PATH names a libtorch built for CUDA)");
    }
    return device;
  }

  static Precision precision(String word, Device device, Processor processor) {
    if (word.equals("auto")) {
      return device.isGpu() || processor.isX86() && processor.hasBf16()
          ? Precision.BF16
          : Precision.FP32;
    }
    for (Precision precision : Precision.values()) {
      if (precision.key().equals(word)) {
        var operators = Operators.of(new Compute(device, precision, 0), processor, false);
        if (!operators.has(precision, processor)) {
          throw new IllegalArgumentException(
              "precision '" + word + "' needs an x86-64 processor; here take fp32 or bf16");
        }
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "precision '" + word + "' is none of auto, fp32, bf16, int8");
  }
}
