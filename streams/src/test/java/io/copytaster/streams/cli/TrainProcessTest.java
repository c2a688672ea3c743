package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real command in a process of its own, ended in every way that a process ends. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@DisabledOnOs(OS.WINDOWS) // there are no such signals there
class TrainProcessTest {

  private static final long SEED = 3;

  @TempDir Path directory;
  private String base = "";
  private Path input = Path.of("");

  @BeforeEach
  void write() throws IOException {
    base = TinyModel.write(directory.resolve("tiny")).toString();
    var random = new Random(SEED);
    var rows = new ArrayList<String>();
    for (int row = 0; row < 400; row++) {
      String word = TinyModel.LABELS.get(row % 4);
      rows.add(
          "{\"title\":\"%s %s %d\",\"label\":\"%s\"}"
              .formatted(word, "ab".repeat(random.nextInt(9)), row, word));
    }
    input = Files.write(directory.resolve("rows.jsonl"), rows);
  }

  private Process start(Path output, int epochs, String... more) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-Dlogback.configurationFile=logback.xml", // the product's: standard error only
                "-cp",
                System.getProperty("java.class.path"),
                Copytaster.class.getName(),
                "train",
                "--regime=full",
                "--input=" + input,
                "--output=" + output,
                "--base=" + base,
                "--epochs=" + epochs,
                "--batch=8",
                "--validation=0.2",
                "--max-tokens=24",
                "--precision=fp32",
                "-Dmodel.threads=1"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectError(log(output))
        .redirectOutput(directory.resolve(output.getFileName() + ".out").toFile())
        .start();
  }

  private File log(Path output) {
    return directory.resolve(output.getFileName() + ".log").toFile();
  }

  private String said(Path output) throws IOException {
    return Files.readString(log(output).toPath())
        + Files.readString(directory.resolve(output.getFileName() + ".out"));
  }

  private int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Until there is something to go on from. */
  private void awaitState(Process process, Path output) throws InterruptedException {
    Path state = output.resolveSibling("." + output.getFileName() + ".resume");
    while (process.isAlive() && !Files.exists(state)) {
      Thread.sleep(5);
    }
  }

  @Test
  void killedAnywhere_andResumed_givesTheBytesOfOneRun() throws Exception {
    Path one = directory.resolve("one");
    assertThat(end(start(one, 4))).as(() -> saidOrNothing(one)).isZero();
    Path two = directory.resolve("two");
    Process killed = start(two, 4);
    awaitState(killed, two);
    killed.destroyForcibly();
    assertThat(end(killed)).isEqualTo(128 + 9);
    assertThat(end(start(two, 4, "--resume"))).as(() -> saidOrNothing(two)).isZero();
    assertThat(said(two)).containsPattern("goes on after step [\\d,]+ of 1\\d\\d");
    assertThat(Files.readAllBytes(two.resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(one.resolve("model.safetensors")));
  }

  @Test
  void sigterm_endsInGoodOrder_keepsTheBest_andCanBeResumed() throws Exception {
    Path output = directory.resolve("stopped");
    Process process = start(output, 1000);
    awaitState(process, output);
    process.destroy();
    assertThat(end(process)).as(() -> saidOrNothing(output)).isEqualTo(128 + 15);
    assertThat(said(output))
        .contains("ending; once more ends at once")
        .containsPattern("stopped after step [\\d,]+: the best checkpoint so far is in .*stopped")
        .contains("--resume goes on");
    assertThat(Run.of("checkpoint", "verify", output.toString()).code()).isZero();
    Process other = start(output, 7, "--resume");
    assertThat(end(other)).isEqualTo(1);
    assertThat(said(output)).contains("the interrupted run was begun otherwise");
  }

  private String saidOrNothing(Path output) {
    try {
      return said(output);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
