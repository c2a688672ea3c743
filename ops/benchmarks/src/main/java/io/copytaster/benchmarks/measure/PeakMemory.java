package io.copytaster.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The most resident memory that a process has had, where Linux says it. */
public final class PeakMemory {

  /** proc(5): forgets the peak. */
  private static final String FORGET_PEAK = "5";

  private PeakMemory() {}

  /** From now on the peak is that of what follows; where it is not allowed, of all before too. */
  public static void reset() {
    try {
      Files.writeString(Path.of("/proc/self/clear_refs"), FORGET_PEAK);
    } catch (IOException e) {
      // Then it stays the peak of the whole process.
    }
  }

  /** Mebibytes; empty where the system does not say. */
  public static OptionalLong mebibytes(long process) {
    try (var lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
