package io.copytaster.benchmarks.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where and on what figures were measured.
 *
 * @param threads of every contender
 * @param load processes that wanted a core, on average over the last minute; negative if unknown
 */
public record Machine(
    String processor,
    int cores,
    int threads,
    String system,
    String java,
    String libtorch,
    double load) {

  public static Machine now(int threads) {
    return new Machine(
        line(Path.of("/proc/cpuinfo"), "model name").strip(),
        Runtime.getRuntime().availableProcessors(),
        threads,
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        Engine.getEngine("PyTorch").getVersion(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** This process's resident memory, where the system says it. */
  public static @Nullable Long residentMebibytes() {
    String resident = line(Path.of("/proc/self/status"), "VmRSS").replaceAll("\\D", "");
    return resident.isEmpty() ? null : Long.valueOf(resident) / 1024;
  }

  /** The commit that is checked out, with -dirty if files differ from it; or unknown. */
  public static String commit(Path checkout) {
    try {
      var git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*");
      Process process = git.directory(checkout.toFile()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return process.waitFor() == 0 ? said : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  /** What stands behind the colon of the first line that begins so; unknown without one. */
  private static String line(Path file, String name) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1))
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
