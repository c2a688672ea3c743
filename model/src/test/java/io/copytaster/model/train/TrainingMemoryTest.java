package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.Device;
import io.copytaster.model.network.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An epoch more takes no memory more. */
class TrainingMemoryTest {

  private static final int EPOCHS = 12;
  private static final int WARM = 3;

  /** Less than a tenth of what one leaked activation of each step would add up to. */
  private static final long ALLOWED = 24L << 20;

  private static final Path STATUS = Path.of("/proc/self/status");

  @TempDir Path directory;

  @Test
  @EnabledOnOs(OS.LINUX)
  void residentMemory_isFlatOverEpochs() throws IOException {
    var resident = new long[EPOCHS];
    var watching =
        new TrainingListener() {
          @Override
          public void stepped(TrainingProgress progress) {
            resident[progress.epoch() - 1] = nativeBytes();
          }
        };
    Trainer.train(
        Plans.with(Regime.SCRATCH, "", given -> Plans.epochs(given, EPOCHS)),
        Toy.data(600, 3),
        directory.resolve("toy"),
        false,
        new Encoders(directory),
        new Compute(Device.CPU, Precision.FP32, 1),
        watching,
        () -> false);
    // In the first epochs libtorch and the JIT still warm up.
    assertThat(resident[EPOCHS - 1] - resident[WARM])
        .as("%s", Arrays.toString(resident))
        .isLessThan(ALLOWED);
  }

  /** What is resident and none of the Java heap's, which grows as it likes. */
  private static long nativeBytes() {
    try {
      long kilobytes =
          Files.readAllLines(STATUS).stream()
              .filter(line -> line.startsWith("RssAnon:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow();
      return (kilobytes << 10) - Runtime.getRuntime().totalMemory();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
