package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.checkpoint.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a file to a checkpoint; and what is said where that cannot be. */
class TrainCommandTest {

  private static final Path SAMPLES = Path.of("..", "ops", "samples", "news.jsonl");

  @TempDir static Path shared;
  @TempDir Path directory;
  private static String base = "";
  private static Path input = Path.of("");

  @BeforeAll
  static void write() throws Exception {
    base = TinyModel.write(shared.resolve("tiny")).toString();
    input = Files.write(shared.resolve("forty.jsonl"), Files.readAllLines(SAMPLES).subList(0, 40));
  }

  private Path output() {
    return directory.resolve("desks");
  }

  private Run train(Path file, String... more) {
    var arguments = new ArrayList<>(List.of("train", "--input=" + file, "--output=" + output()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  private Run tiny(Path file, String... more) {
    var arguments = new ArrayList<>(List.of("--base=" + base, "--max-tokens=24", "--epochs=2"));
    arguments.addAll(List.of(more));
    return train(file, arguments.toArray(String[]::new));
  }

  private Path rows(String... lines) throws IOException {
    return Files.write(directory.resolve("rows.jsonl"), List.of(lines));
  }

  private static String row(String id, String title, String label) {
    return "{\"id\":\"%s\",\"title\":\"%s\",\"label\":\"%s\"}".formatted(id, title, label);
  }

  @Test
  void head_isTrained_andClassifies() {
    var trained = train(input, "--max-tokens=32", "--validation=0", "--taxonomy=desks/1");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("trained on 40 rows, none held out")
        .contains("copytaster evaluate --checkpoint " + output())
        .contains("copytaster serve --checkpoint " + output());
    assertThat(trained.err()).contains("forty.jsonl: 40 rows", "encoded 40 of 40");
    assertThat(Run.of("checkpoint", "show", output().toString()).lines())
        .contains("labels      Business, Sci/Tech, Sports, World", "taxonomy    desks/1");
    var labelled = Run.of("classify", "--input=" + input, "--checkpoint=" + output());
    assertThat(labelled.code()).as(labelled.err()).isZero();
    assertThat(labelled.err()).containsPattern("accuracy (9\\d|100)\\.\\d\\d % of 40");
  }

  @ParameterizedTest
  @ValueSource(strings = {"head", "adapter", "full"})
  void everyRegime_overADirectory_verifies_andSaysWhereItComesFrom(String regime) throws Exception {
    var trained =
        tiny(
            input,
            "--regime=" + regime,
            "--validation=0.3",
            "--labels=World,Sports,Business,Sci/Tech");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err()).containsPattern("accuracy \\d+\\.\\d\\d %  macro-F1 .* best, saved");
    assertThat(trained.out()).containsPattern("accuracy \\d+\\.\\d\\d % on \\d+ held out");
    assertThat(Run.of("checkpoint", "verify", output().toString()).code()).isZero();
    var provenance = Manifest.read(output()).orElseThrow().provenance();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(input));
    assertThat(provenance.data())
        .singleElement()
        .satisfies(
            data -> {
              assertThat(data.name()).isEqualTo("forty.jsonl");
              assertThat(data.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
              assertThat(data.rows()).isEqualTo(40);
            });
    assertThat(provenance.plan()).containsEntry("regime", regime).containsEntry("epochs", "2");
  }

  @Test
  void scratch_needsNoBase() {
    var trained =
        train(
            input,
            "--regime=scratch",
            "--epochs=1",
            "--vocabulary=300",
            "--hidden-size=16",
            "--validation=0.3");
    assertThat(trained.code()).as(trained.err()).isZero();
    var shown = Run.of("checkpoint", "show", output().toString());
    assertThat(shown.out()).contains("16");
  }

  @Test
  void baseWithOtherLabels_isSaid() {
    var trained = tiny(input, "--regime=full", "--epochs=1", "--validation=0.3");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err())
        .contains("has the labels [World, Sports, Business, Sci/Tech]")
        .contains("the rows have [Business, Sci/Tech, Sports, World]: its classifier keeps what");
  }

  @Test
  void limit_readsSoManyRows_andTheDigestIsOfTheWholeFile() throws Exception {
    var trained = tiny(input, "--limit=20", "--validation=0");
    assertThat(trained.code()).as(trained.err()).isZero();
    var data = Manifest.read(output()).orElseThrow().provenance().data().get(0);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(input));
    assertThat(data.rows()).isEqualTo(20);
    assertThat(data.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--regime=half | --regime must be one of head, adapter, full, scratch: half",
        "--rank=8 | --rank means nothing to regime head; it is for adapter",
        "--warmup=5 | --warmup means nothing to regime head; it is for adapter, full, scratch",
        "--regime=full --heads=2 | --heads means nothing to regime full; it is for scratch",
        "--regime=scratch --base=minilm | --base means nothing to regime scratch",
        "--regime=adapter --word-embeddings | --word-embeddings means nothing to regime adapter",
        "--epochs=0 | epochs must be at least 1: 0",
        "--validation=1 | validation must be from 0 to below 1: 1.0",
        "--max-tokens=2 | max-tokens must be at least 3: 2",
        "--pooling=max | pooling must be pooler, cls or mean: max",
        "--regime=adapter --rank=0 | the adapters' rank must be at least 1: 0",
        "--taxonomy=desks | taxonomy must be NAME/VERSION: desks",
        "--labels=World | there is nothing to tell apart: the only label is 'World'",
        "--precision=int8 | precision int8 has no gradient: train in bf16 or fp32",
        "--resume --overwrite | give one of them",
      })
  void wrongOption_isNamed_beforeAnyRowIsRead(String options, String message) {
    var run = train(directory.resolve("not there"), options.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines().findFirst().orElseThrow()).contains(message);
  }

  @Test
  void everySettingOfAPlan_isAnOption() {
    assertThat(RegimeDefaults.table().lines().skip(2).map(line -> line.strip().split(" ")[0]))
        .isNotEmpty()
        .allSatisfy(option -> assertThat(Run.of("train", "--help").out()).contains(" " + option));
  }

  @Test
  void help_showsDefaultsByRegime() {
    assertThat(Run.of("train", "--help").lines().stream().map(line -> line.replaceAll(" +", " ")))
        .contains(" head adapter full scratch", " --warmup - 6 % 6 % 6 %", " --rank - 16 - -");
  }

  @Test
  void badRow_isNamedWithItsLine_orCounted() throws IOException {
    var file =
        rows(
            row("a", "Ferry late", "World"),
            "{\"id\":\"x\"",
            "{\"id\":\"y\",\"title\":\"no label\"}",
            row("b", "Cup won", "Sports"));
    var refused = tiny(file);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains(file + ", line 2: it is not JSON");
    var skipped = tiny(file, "--skip-bad-rows", "--validation=0", "--epochs=1");
    assertThat(skipped.code()).as(skipped.err()).isZero();
    assertThat(skipped.err()).contains("rows.jsonl: 2 rows, 2 bad rows skipped");
  }

  @Test
  void rowWithoutLabel_isNamed() throws IOException {
    var run = tiny(rows("{\"id\":\"x\",\"title\":\"a\"}"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("rows.jsonl, line 1: article 'x' has no label to learn");
  }

  @Test
  void labelThatIsNotWanted_isNamedWithItsLine() throws IOException {
    var run = tiny(rows(row("a", "x", "World"), row("b", "y", "Weather")), "--labels=World,Sports");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "rows.jsonl, line 2: article 'b' has label 'Weather', which --labels does not name:"
                + " World, Sports");
  }

  @Test
  void oneLabelOnly_isRefused() throws IOException {
    var run = tiny(rows(row("a", "x", "World"), row("b", "y", "World")));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("nothing to tell apart: the only label is 'World'");
  }

  @Test
  void labelWithoutRows_isRefused() throws IOException {
    var file = rows(row("a", "x", "World"), row("b", "y", "Sports"));
    var run = tiny(file, "--labels=World,Sports,Business", "--validation=0");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("no row to learn the label 'Business' from");
  }

  @Test
  void emptyFile_isRefused() throws IOException {
    var run = tiny(rows());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("rows.jsonl: it has no rows");
  }

  @Test
  void fileOrBaseThatIsNotThere_isNamed() {
    var noFile = tiny(directory.resolve("none.csv"));
    assertThat(noFile.code()).isEqualTo(1);
    assertThat(noFile.err()).contains("none.csv: no such file");
    var noBase = train(input, "--base=" + directory.resolve("nowhere"));
    assertThat(noBase.code()).isEqualTo(1);
    assertThat(noBase.err()).contains("nowhere");
  }

  @Test
  void lossThatIsNoNumber_names_theStep_andLeavesNothing() {
    var run = tiny(input, "--regime=full", "--learning-rate=1e30", "--precision=fp32", "--batch=4");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .containsPattern("copytaster train: step \\d+: .* nothing was saved yet")
        .contains("Try a lower --learning-rate than 1.0E30");
    assertThat(output()).doesNotExist();
  }

  @Test
  void whatIsThere_isReplacedOnlyOnRequest() throws IOException {
    Files.createDirectory(output());
    Files.writeString(output().resolve("precious"), "");
    var refused = tiny(input);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("desks is there already: --overwrite replaces it");
    assertThat(output().resolve("precious")).exists();
    assertThat(tiny(input, "--overwrite", "--validation=0").code()).isZero();
    assertThat(output().resolve("precious")).doesNotExist();
    assertThat(output().resolve("model.safetensors")).exists();
  }

  @Test
  void nothingToResume_isSaid() {
    var run = tiny(input, "--resume");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("there is no interrupted run to resume");
  }

  @Test
  void interruptedRun_isNotForgotten() throws IOException {
    Files.createFile(directory.resolve(".desks.resume"));
    var run = tiny(input);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("--resume goes on, --overwrite begins anew");
  }

  @Test
  void outputBelowAFile_isRefused() throws IOException {
    var file = Files.createFile(directory.resolve("file"));
    var run = Run.of("train", "--input=" + input, "--output=" + file.resolve("desks"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("desks cannot be an output: " + file + " is a file");
  }
}
