package io.copytaster.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time writes to an output. */
class OutputLockTest {

  @TempDir Path folder;

  @Test
  void second_isRefusedUntilTheFirstIsDone() throws IOException {
    Path target = folder.resolve("models/desks");
    try (var first = OutputLock.acquire(target)) {
      assertInUse(target, "another run in this process");
      assertInUse(folder.resolve("models/../models/desks"), "another run in this process");
      OutputLock.acquire(folder.resolve("models/other")).close();
    }
    OutputLock.acquire(target).close();
  }

  @Test
  void otherProcess_isNamed_andItsEndFreesTheOutput() throws Exception {
    Path target = folder.resolve("desks");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process other =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                "" + target)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("held");
      assertInUse(target, "process " + other.pid());
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
    OutputLock.acquire(target).close();
  }

  @Test
  void acquired_whatAnInterruptedRunMovedAside_isBack() throws IOException {
    Path old = Files.createDirectory(folder.resolve(".desks.old"));
    Files.writeString(old.resolve("config.json"), "{}");
    OutputLock.acquire(folder.resolve("desks")).close();
    assertThat(folder.resolve("desks/config.json")).exists();
  }

  /** Holds the lock until it is killed. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      try (var lock = OutputLock.acquire(Path.of(arguments[0]))) {
        System.out.println("held");
        Thread.sleep(TimeUnit.MINUTES.toMillis(1));
      }
    }
  }

  private static void assertInUse(Path target, String holder) {
    assertThatThrownBy(() -> OutputLock.acquire(target))
        .isInstanceOfSatisfying(
            CheckpointException.class, e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE))
        .hasMessageContaining(holder);
  }
}
