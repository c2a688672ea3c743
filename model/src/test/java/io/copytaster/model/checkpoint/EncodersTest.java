package io.copytaster.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.network.Pooling;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Maven brings becomes an ordinary Hugging Face directory, once. */
class EncodersTest {

  @TempDir static Path shared;
  @TempDir Path folder;
  private static Encoders encoders;

  @BeforeAll
  static void importOnce() {
    encoders = new Encoders(shared.resolve("cache"));
  }

  @Test
  void miniLm_hasTheWeightsOfTheOriginal() throws IOException {
    Checkpoint encoder = Checkpoint.open(encoders.directory(Encoder.MINILM), encoders);
    assertThat(encoder.name()).isEqualTo("minilm");
    assertThat(encoder.hasClassifier()).isFalse();
    assertThat(encoder.config().layers()).isEqualTo(6);
    assertThat(encoder.config().pooling()).isEqualTo(Pooling.MEAN);
    assertThat(encoder.maxTokens()).isEqualTo(512);
    try (CheckpointWeights weights = encoder.weights()) {
      assertThat(weights.layout()).hasSize(5 + 6 * 16);
      assertBegins(
          weights, "embeddings.word_embeddings.weight", -0.01998901, -0.00340271, -0.01467896);
      assertBegins(
          weights,
          "encoder.layer.0.attention.self.query.weight",
          -0.14861962,
          0.04358038,
          0.08559578);
      assertBegins(
          weights,
          "encoder.layer.5.intermediate.dense.weight",
          -0.12872046,
          0.04886788,
          0.00011631);
      assertBegins(
          weights, "encoder.layer.5.output.LayerNorm.bias", -0.0363074, 0.06616555, 0.01494604);
    }
  }

  @Test
  void bgeSmall_hasTheWeightsOfTheOriginal() throws IOException {
    Checkpoint encoder = Checkpoint.open(encoders.directory(Encoder.BGE_SMALL), encoders);
    assertThat(encoder.config().layers()).isEqualTo(12);
    assertThat(encoder.config().pooling()).isEqualTo(Pooling.CLS);
    try (CheckpointWeights weights = encoder.weights()) {
      assertThat(weights.layout()).hasSize(5 + 12 * 16);
      assertBegins(
          weights, "embeddings.word_embeddings.weight", -0.01997375, -0.0034008, -0.0146637);
      assertBegins(
          weights,
          "encoder.layer.0.attention.self.query.weight",
          -0.24365234,
          0.06158447,
          0.00182629);
      assertBegins(
          weights,
          "encoder.layer.11.intermediate.dense.weight",
          5.627e-05,
          -0.00246048,
          0.00382423);
      assertBegins(
          weights, "encoder.layer.11.output.LayerNorm.bias", -0.10198975, -0.02096558, 0.09875488);
    }
  }

  @Test
  void secondUse_takesWhatIsThere() throws IOException {
    Path config = encoders.directory(Encoder.MINILM).resolve("config.json");
    var longAgo = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(config, longAgo);
    assertThat(encoders.directory(Encoder.MINILM)).isEqualTo(config.getParent());
    assertThat(Files.getLastModifiedTime(config)).isEqualTo(longAgo);
  }

  @Test
  void otherContentOnTheClassPath_isRefused() {
    PinnedResource real = Encoder.MINILM.tokenizer();
    assertRefused(Problem.CHECKSUM, new PinnedResource(real.path(), real.size(), "0".repeat(64)));
    assertRefused(
        Problem.CHECKSUM, new PinnedResource(real.path(), real.size() - 1, real.sha256()));
    assertRefused(Problem.FILE_MISSING, new PinnedResource("nowhere.onnx", 1, real.sha256()));
  }

  @Test
  void head_takesItsEncoderFromTheCache() throws IOException {
    TinyCheckpoint head = TinyCheckpoint.headOverMiniLm();
    Checkpoint checkpoint = Checkpoint.open(head.write(folder.resolve("desks")), encoders);
    assertThat(checkpoint.labels().names()).isEqualTo(TinyCheckpoint.LABELS);
    assertThat(checkpoint.taxonomy()).isEqualTo("desks/1");
    assertThat(checkpoint.tokenizerFile()).startsWith(shared);
    try (CheckpointWeights weights = checkpoint.weights()) {
      assertThat(weights.layout()).hasSize(5 + 6 * 16 + 2);
      assertThat(weights.fp32("classifier.weight")).isEqualTo(head.data("classifier.weight"));
      assertThat(weights.fp32("embeddings.word_embeddings.weight").remaining())
          .isEqualTo(30522 * 384 * Float.BYTES);
    }
  }

  @Test
  void head_mayNotChangeItsEncodersShape() throws IOException {
    TinyCheckpoint head = TinyCheckpoint.headOverMiniLm();
    head.config.put("num_attention_heads", 6);
    Path directory = head.write(folder.resolve("desks"));
    assertThatThrownBy(() -> Checkpoint.open(directory, encoders))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("shape");
  }

  @Test
  void head_withTheWrongNumberOfLabels_isRefused() throws IOException {
    TinyCheckpoint head = TinyCheckpoint.headOverMiniLm();
    ((ObjectNode) head.config.get("id2label")).put("3", "Science");
    Path directory = head.write(folder.resolve("desks"));
    assertThatThrownBy(() -> Checkpoint.open(directory, encoders))
        .hasMessageContaining("has 3 rows")
        .hasMessageContaining("4 labels");
  }

  @Test
  void shippedHead_isUnpackedAndOpened() throws IOException {
    Path resources = folder.resolve("resources");
    Path shipped = resources.resolve("io/copytaster/model/shipped");
    TinyCheckpoint.headOverMiniLm().write(shipped);
    Manifest.of(shipped, "desks").write(shipped);
    try (var classPath = new URLClassLoader(new URL[] {resources.toUri().toURL()}, null)) {
      Checkpoint first = ShippedCheckpoint.open(encoders, classPath);
      assertThat(first.id()).startsWith("desks-");
      assertThat(ShippedCheckpoint.open(encoders, classPath).id()).isEqualTo(first.id());
      Files.delete(shipped.resolve("config.json"));
      assertThatThrownBy(() -> ShippedCheckpoint.open(encoders, classPath))
          .hasMessageContaining("config.json is not on the class path");
    }
  }

  @Test
  void import_copiesWhatOpens_andWritesItsManifest() throws IOException {
    Path source = TinyCheckpoint.classifier().write(folder.resolve("source"));
    Files.writeString(source.resolve("README.md"), "A card.");
    Files.writeString(source.resolve("pytorch_model.bin"), "never taken");
    Path imports = folder.resolve("imports");
    Path target = imports.resolve("desks");
    Checkpoint imported = CheckpointImport.importDirectory(source, target, encoders);
    assertThat(imported.name()).isEqualTo("desks");
    assertThat(fileNames(target))
        .containsExactlyInAnyOrder(
            "README.md", "config.json", "manifest.json", "model.safetensors", "tokenizer.json");
    assertThat(fileNames(imports)).containsExactlyInAnyOrder("desks", ".desks.lock");
    Manifest.read(target).orElseThrow().verify(target);
    assertThatThrownBy(() -> CheckpointImport.importDirectory(source, target, encoders))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is there already");
  }

  @Test
  void import_ofWhatDoesNotOpen_leavesNothing() throws IOException {
    TinyCheckpoint broken = TinyCheckpoint.classifier();
    broken.tensors.remove("pooler.dense.bias");
    Path source = broken.write(folder.resolve("source"));
    Path target = folder.resolve("target");
    assertThatThrownBy(() -> CheckpointImport.importDirectory(source, target, encoders))
        .isInstanceOf(CheckpointException.class);
    assertThat(target).doesNotExist();
  }

  private static void assertRefused(Problem problem, PinnedResource resource) {
    assertThatThrownBy(() -> resource.read(EncodersTest.class.getClassLoader()))
        .isInstanceOfSatisfying(
            CheckpointException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  private static void assertBegins(CheckpointWeights weights, String name, double... golden)
      throws IOException {
    ByteBuffer numbers = weights.fp32(name);
    for (double expected : golden) {
      assertThat((double) numbers.getFloat()).as(name).isEqualTo(expected, within(1e-7));
    }
  }

  private static List<String> fileNames(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
