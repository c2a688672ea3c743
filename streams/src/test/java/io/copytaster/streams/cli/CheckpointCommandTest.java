package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointCommandTest {

  @TempDir Path directory;

  @Test
  void imported_isShownAndVerified() throws IOException {
    var target = importTiny();
    assertThat(Run.of("checkpoint", "show", target).lines())
        .contains(
            "network     BERT, 2 layers, 16 wide, 2 heads, GELU activation",
            "pooling     pooler",
            "labels      World, Sports, Business, Sci/Tech",
            "taxonomy    custom/1")
        .anyMatch(line -> line.startsWith("id          desks-"))
        .anyMatch(line -> line.startsWith("file        model.safetensors, "));
    var verified = Run.of("checkpoint", "verify", target);
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.out()).contains("3 as in manifest.json", "whole and finite", "is sound");
  }

  @Test
  void exported_opensAgain() throws IOException {
    var source = importTiny();
    var target = directory.resolve("plain").toString();
    var run = Run.of("checkpoint", "export", source, target);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("exported desks-", target);
    assertThat(run.err()).isEmpty();
    assertThat(Run.of("checkpoint", "verify", target).out()).contains("is sound");
    assertThat(Run.of("checkpoint", "export", source, target).err()).contains("is there already");
  }

  @Test
  void exported_withAnotherPooling_saysWhoReadsIt() throws IOException {
    var tiny = TinyModel.write(directory.resolve("tiny"));
    var config = tiny.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("\"architectures\"", "\"classifier_pooling\":\"mean\",\"_\""));
    var run =
        Run.of("checkpoint", "export", tiny.toString(), directory.resolve("plain").toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("classifier_pooling mean", "model/README.md");
  }

  @Test
  void changedByte_isFound() throws IOException {
    var target = importTiny();
    var weights = Path.of(target).resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    var run = Run.of("checkpoint", "verify", target);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("model.safetensors is not the file in manifest.json");
  }

  @Test
  void numberThatIsNone_isNamed() throws IOException {
    var tiny = TinyModel.write(directory.resolve("tiny"));
    var weights = tiny.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    for (int i = 1; i <= Float.BYTES; i++) {
      bytes[bytes.length - i] = (byte) 0xff;
    }
    Files.write(weights, bytes);
    var run = Run.of("checkpoint", "verify", tiny.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("holds NaN at index");
  }

  @Test
  void takenTarget_isLeftAlone() throws IOException {
    var target = importTiny();
    var run = Run.of("checkpoint", "import", target, target);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(target);
  }

  private String importTiny() throws IOException {
    var tiny = TinyModel.write(directory.resolve("tiny")).toString();
    var target = directory.resolve("desks").toString();
    var run = Run.of("checkpoint", "import", tiny, target);
    assertThat(run.code()).as(run.err()).isZero();
    return target;
  }
}
