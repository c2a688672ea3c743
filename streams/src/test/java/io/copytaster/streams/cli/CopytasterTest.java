package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CopytasterTest {

  @TempDir Path directory;

  static Stream<CommandLine> commands() {
    return all(Copytaster.commandLine());
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(CopytasterTest::all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_saysWhatItIsFirst_andEveryOption_andExitCodesAndExamples(CommandLine command) {
    var words = (command.getCommandSpec().qualifiedName() + " --help").split(" ");
    var run = Run.of(Stream.of(words).skip(1).toArray(String[]::new));
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith(command.getCommandSpec().usageMessage().description()[0])
        .containsSubsequence("Usage: copytaster", "Exit codes:", "Examples:");
    for (var option : command.getCommandSpec().options()) {
      assertThat(run.out()).contains(option.longestName());
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
    }
    for (var name : command.getSubcommands().keySet()) {
      assertThat(run.lines()).anyMatch(line -> line.startsWith("  " + name + " "));
    }
  }

  @Test
  void help_showsOptionsAsPeopleTypeThem() {
    assertThat(Run.of("produce", "--help").out())
        .contains(" --input FILE|-")
        .containsPattern(" -D +NAME=VALUE");
  }

  @Test
  void commandAskedFor_isTheOnlyOneRead() {
    assertThat(Copytaster.commandLine("serve", "--help").getSubcommands())
        .containsOnlyKeys("serve");
    assertThat(Copytaster.commandLine("--help").getSubcommands()).containsKeys("serve", "demo");
    assertThat(Copytaster.commandLine("serv").getSubcommands()).containsKeys("serve", "demo");
  }

  @Test
  void wrongUse_isOneLineAndAHint_andExits2() {
    var run = Run.of("classify");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            "copytaster classify: Missing required option: '--input=FILE|-'",
            "Try 'copytaster classify --help'.");
    assertThat(Run.of("produce").err()).contains("specify one of these", "--input", "--reviewed");
    assertThat(Run.of("serv").err()).contains("Did you mean: copytaster serve");
    assertThat(Run.of().code()).isEqualTo(2);
  }

  @Test
  void wrongSettings_areAllNamed_andExit2() {
    var run = Run.of("serve", "--precision", "fp99", "-Dserving.thread=2");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("copytaster.model.precision = \"fp99\" (command line) is not allowed")
        .contains("Did you mean copytaster.serving.threads?");
  }

  @Test
  void failure_isOneLine_andExits1() {
    var run = Run.of("checkpoint", "verify", directory.resolve("nowhere").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("copytaster checkpoint verify: ")
        .endsWith("nowhere: no such file or directory");
  }

  @Test
  void verboseFailure_showsWhere() {
    var run = Run.of("checkpoint", "verify", "nowhere", "--verbose");
    assertThat(run.err()).contains("NoSuchFileException").contains("\tat io.copytaster");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "serve",
        "produce",
        "tail",
        "review",
        "classify",
        "train",
        "evaluate",
        "broker"
      })
  void printConfig_needsNothingElse_andMasksSecrets(String command) throws Exception {
    var file = Files.writeString(directory.resolve("s.properties"), "registry.password=geheim\n");
    var run =
        Run.of(
            command,
            "--print-config",
            "--config",
            file.toString(),
            "-Dkafka.sasl.jaas.config=geheim",
            "-Dcopytaster.serving.threads=4");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines().stream().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "copytaster.serving.threads 4 command line",
            "copytaster.registry.password ******** " + file + ":1",
            "copytaster.kafka.sasl.jaas.config ******** command line");
    assertThat(run.out()).doesNotContain("geheim");
  }

  @Test
  void shortcuts_areSettings_andWinOverD() {
    var run =
        Run.of(
            "serve",
            "--print-config",
            "--create-topics",
            "--guarantee=at-least-once",
            "--threads=3",
            "--checkpoint=desks",
            "--precision=int8",
            "--device=cpu",
            "--max-tokens=99",
            "--batch-tokens=2048",
            "--bootstrap-servers=a:1",
            "-Dcopytaster.kafka.bootstrap.servers=b:2");
    assertThat(run.lines().stream().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "copytaster.topics.create true command line",
            "copytaster.serving.guarantee at-least-once command line",
            "copytaster.serving.threads 3 command line",
            "copytaster.model.checkpoint desks command line",
            "copytaster.model.precision int8 command line",
            "copytaster.model.device cpu command line",
            "copytaster.model.max-tokens 99 command line",
            "copytaster.engine.batch-tokens 2048 command line",
            "copytaster.kafka.bootstrap.servers a:1 command line");
  }
}
