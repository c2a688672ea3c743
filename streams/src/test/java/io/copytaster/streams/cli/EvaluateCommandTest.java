package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

  private static final Path SAMPLES = Path.of("..", "ops", "samples", "news.jsonl");

  @TempDir static Path directory;
  private static String model;

  @BeforeAll
  static void write() throws IOException {
    model = TinyModel.write(directory.resolve("tiny")).toString();
  }

  @Test
  void severalCheckpoints_standSideBySide_withTheAccuracyThatClassifyFinds() throws IOException {
    Path report = directory.resolve("reports/two");
    var run =
        evaluate(SAMPLES, report, "--limit", "40", "--checkpoint", model, "--checkpoint", model);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("report: " + report.resolve("report.html"));
    assertThat(run.out()).contains("news.jsonl: 40 rows, 0 bad rows skipped, fp32 on cpu");
    JsonNode json = JsonMapper.builder().build().readTree(report.resolve("report.json").toFile());
    assertThat(json.at("/checkpoints")).hasSize(2);
    assertThat(json.at("/comparisons/0/pValue").doubleValue()).isEqualTo(1);
    assertThat(json.at("/compute/precision").textValue()).isEqualTo("fp32");
    String accuracy =
        String.format(Locale.ROOT, "%.2f", 100 * json.at("/checkpoints/0/accuracy").doubleValue());
    var classified =
        Run.of(
            "classify",
            "--input=" + SAMPLES,
            "--limit=40",
            "--checkpoint=" + model,
            "--precision=fp32",
            "--device=cpu");
    assertThat(classified.err()).contains("accuracy " + accuracy + " % of 40");
    assertThat(report.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void labelThatTheCheckpointDoesNotHave_isNamedWithItsLine() throws IOException {
    var input =
        file(
            "{\"id\":\"x\",\"title\":\"a\",\"label\":\"World\"}",
            "{\"id\":\"y\",\"title\":\"a\",\"label\":\"Weather\"}");
    var run = evaluate(input, directory.resolve("none"), "--checkpoint", model);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            input
                + ", line 2: article 'y' has label 'Weather', and the checkpoint's labels are"
                + " World, Sports, Business, Sci/Tech");
    assertThat(directory.resolve("none")).isEmptyDirectory();
    var skipping =
        evaluate(input, directory.resolve("some"), "--checkpoint", model, "--skip-bad-rows");
    assertThat(skipping.code()).as(skipping.err()).isZero();
    assertThat(skipping.out()).contains("1 rows, 1 bad rows skipped");
  }

  @Test
  void emptyFile_isRefused() throws IOException {
    var run = evaluate(file(), directory.resolve("empty"), "--checkpoint", model);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("it has no rows");
  }

  @Test
  void checkpointsWithOtherLabels_areNotCompared() throws IOException {
    Path other = TinyModel.write(directory.resolve("other"));
    Path config = other.resolve("config.json");
    Files.writeString(config, Files.readString(config).replace("Sci/Tech", "Science"));
    var run =
        evaluate(
            SAMPLES,
            directory.resolve("mixed"),
            "--checkpoint",
            model,
            "--checkpoint",
            other.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("only checkpoints with the same labels", "Sci/Tech", "Science");
  }

  @Test
  void standardInput_isForOneCheckpoint() {
    var run =
        evaluate(
            Path.of("-"), directory.resolve("x"), "--checkpoint", model, "--checkpoint", model);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("standard input can be read once");
  }

  private static Path file(String... lines) throws IOException {
    return Files.write(Files.createTempFile(directory, "articles", ".jsonl"), List.of(lines));
  }

  private static Run evaluate(Path input, Path report, String... more) {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("evaluate", "--input", input.toString()));
    arguments.addAll(List.of("--report", report.toString()));
    arguments.addAll(List.of("--precision", "fp32", "--device", "cpu"));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }
}
