package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

  private static final Path SAMPLES = Path.of("..", "ops", "samples", "news.jsonl");

  @TempDir Path directory;

  @Test
  void head_isTrained_andClassifies() throws IOException {
    var input = directory.resolve("forty.jsonl");
    Files.write(input, Files.readAllLines(SAMPLES).subList(0, 40));
    var desks = directory.resolve("desks").toString();
    var trained =
        Run.of(
            "train",
            "--input=" + input,
            "--output=" + desks,
            "--max-tokens=32",
            "--validation=0",
            "--taxonomy=desks/1");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("trained on 40 rows, none held out");
    assertThat(trained.err()).contains("forty.jsonl: 40 rows", "encoded 40 of 40");
    assertThat(Run.of("checkpoint", "show", desks).lines())
        .contains("labels      Business, Sci/Tech, Sports, World", "taxonomy    desks/1");
    var labelled = Run.of("classify", "--input=" + input, "--checkpoint=" + desks);
    assertThat(labelled.code()).as(labelled.err()).isZero();
    assertThat(labelled.err()).containsPattern("accuracy (9\\d|100)\\.\\d\\d % of 40");
    var again = Run.of("train", "--input=" + input, "--output=" + desks);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("desks: is there already");
  }

  @Test
  void otherRegimes_areRefused() {
    var run = Run.of("train", "--input=x", "--output=y", "--regime=full");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--regime full is not there; this version trains head alone");
  }

  @Test
  void rowWithoutLabel_isNamed() throws IOException {
    var input = Files.writeString(directory.resolve("a.jsonl"), "{\"id\":\"x\",\"title\":\"a\"}\n");
    var run = Run.of("train", "--input=" + input, "--output=" + directory.resolve("out"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("a.jsonl, line 1: article 'x' has no label to learn");
  }
}
