package io.copytaster.model.network;

/**
 * Where a network computes.
 *
 * @param gpu index of the CUDA device, or {@link #CPU_INDEX}
 */
public record Device(int gpu) {

  private static final int CPU_INDEX = -1;

  public static final Device CPU = new Device(CPU_INDEX);

  public Device {
    if (gpu < CPU_INDEX) {
      throw new IllegalArgumentException("no such CUDA device: " + gpu);
    }
  }

  public boolean isGpu() {
    return gpu != CPU_INDEX;
  }

  ai.djl.Device toDjl() {
    return isGpu() ? ai.djl.Device.gpu(gpu) : ai.djl.Device.cpu();
  }

  /** {@code cpu} or {@code cuda:N}, as the setting has it. */
  @Override
  public String toString() {
    return isGpu() ? "cuda:" + gpu : "cpu";
  }
}
