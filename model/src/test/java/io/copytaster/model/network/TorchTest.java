package io.copytaster.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** In a process of its own, since the first call decides for the whole of one. */
class TorchTest {

  @Test
  void threads_areThoseOfTheSettings_whateverTheDevice() throws Exception {
    assertThat(threads("cpu")).isEqualTo("3");
    assertThat(threads("auto")).isEqualTo("3");
  }

  private static String threads(String device) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), Threads.class.getName(), device)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      return process
          .inputReader()
          .lines()
          .filter(line -> line.matches("\\d+"))
          .findFirst()
          .orElse("");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Says how many threads libtorch has where the settings want three. */
  static final class Threads {
    public static void main(String[] arguments) {
      Compute compute = Compute.of(arguments[0], "fp32", 3);
      Torch.start(compute.threads());
      System.out.println(Torch.threads());
    }
  }
}
