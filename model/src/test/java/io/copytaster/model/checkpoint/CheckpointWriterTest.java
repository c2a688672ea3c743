package io.copytaster.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.tensors.Safetensors;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written opens again, says where it comes from, and never appears half. */
class CheckpointWriterTest {

  private static final Provenance PROVENANCE =
      new Provenance(
          Instant.parse("2026-03-01T12:00:00Z"),
          "minilm-0123456789ab",
          List.of(new Provenance.Data("train.csv", "ab".repeat(32), 1_234)),
          Map.of("regime", "full", "learning-rate", "5e-5"),
          7L,
          Map.of("accuracy", 0.94, "loss", Double.NaN));

  @TempDir Path folder;
  private final TinyCheckpoint tiny = TinyCheckpoint.classifier();
  private Path target;
  private Encoders encoders;

  @BeforeEach
  void inAFolderOfItsOwn() {
    target = folder.resolve("desks");
    encoders = new Encoders(folder.resolve("cache"));
  }

  @Test
  void whole_opensWithTheSameWeights() throws IOException {
    CheckpointWriter.write(target, draft());
    Checkpoint written = Checkpoint.open(target, encoders);
    assertThat(written.name()).isEqualTo("tiny");
    assertThat(written.labels().names()).isEqualTo(TinyCheckpoint.LABELS);
    try (CheckpointWeights weights = written.weights()) {
      for (WeightLayout.Entry weight : weights.layout()) {
        assertThat(weights.fp32(weight.name())).isEqualTo(tiny.data(weight.name()));
      }
    }
  }

  @Test
  void whole_hasTheNamesThatTransformersReads() throws IOException {
    CheckpointWriter.write(target, draft());
    JsonNode config = CheckpointFiles.readJson(target.resolve("config.json"), Problem.CONFIG);
    assertThat(config.path("architectures").get(0).asText())
        .isEqualTo("BertForSequenceClassification");
    assertThat(config.path("label2id").path("Business").asInt(-1)).isEqualTo(2);
    try (var file = Safetensors.open(target.resolve("model.safetensors"))) {
      assertThat(file.names()).contains("classifier.bias", "bert.pooler.dense.weight");
      assertThat(file.metadata()).containsEntry("format", "pt");
    }
  }

  @Test
  void provenance_isReadAgain_withoutWhatIsNotFinite() throws IOException {
    CheckpointWriter.write(target, draft().withProvenance(PROVENANCE).withCard("# Desks"));
    assertThat(Checkpoint.open(target, encoders).provenance()).isEqualTo(PROVENANCE);
    assertThat(PROVENANCE.metrics()).containsOnlyKeys("accuracy");
    assertThat(target.resolve("README.md")).hasContent("# Desks");
  }

  @Test
  void sameDraft_hasTheSameId() throws IOException {
    CheckpointWriter.write(target, draft());
    String first = Checkpoint.open(target, encoders).id();
    CheckpointWriter.write(target, draft().withProvenance(PROVENANCE));
    assertThat(Checkpoint.open(target, encoders).id()).isEqualTo(first);
  }

  @Test
  void failedWrite_keepsTheCheckpointThatWasThere() throws IOException {
    CheckpointWriter.write(target, draft());
    String before = Checkpoint.open(target, encoders).id();
    tiny.tensors.remove("pooler.dense.bias");
    assertThatThrownBy(() -> CheckpointWriter.write(target, draft()))
        .hasMessageContaining("'pooler.dense.bias' [4] is missing");
    assertThat(Checkpoint.open(target, encoders).id()).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void otherLabelsThanTheManifestSays_areRefused() throws IOException {
    CheckpointWriter.write(target, draft());
    rewriteWithIdentityOf(
        "config.json", Files.readString(target.resolve("config.json")).replace("World", "Globe"));
    assertRefused(Problem.LABELS_CHANGED, "Globe", "id2label is not that of training");
  }

  @Test
  void otherTokenizerThanTheManifestSays_isRefused() throws IOException {
    CheckpointWriter.write(target, draft());
    rewriteWithIdentityOf("tokenizer.json", tiny.tokenizer.toPrettyString());
    assertRefused(Problem.TOKENIZER_CHANGED, "tokenizer.json", "not the tokenizer");
  }

  @Test
  void otherTokenizerOfTheBase_isRefused() throws IOException {
    var encoder = TinyCheckpoint.classifier();
    encoder.tensors.keySet().removeIf(name -> name.startsWith("classifier."));
    encoder.config.remove("id2label");
    Path base = encoder.write(folder.resolve("base"));
    tiny.config.removeAll();
    tiny.config.put("base_model", "../base").putObject("id2label").put("0", "a").put("1", "b");
    Map<String, Tensor> head = new LinkedHashMap<>();
    head.put("classifier.weight", Tensor.ofFloats(List.of(2L, 4L), new float[8]));
    head.put("classifier.bias", Tensor.ofFloats(List.of(2L), new float[2]));
    CheckpointWriter.write(target, CheckpointDraft.head("head", tiny.config, head));
    assertThat(Checkpoint.open(target, encoders).labels().names()).containsExactly("a", "b");
    Files.writeString(base.resolve("tokenizer.json"), encoder.tokenizer.toPrettyString());
    assertRefused(Problem.TOKENIZER_CHANGED, base.toString());
  }

  @Test
  void draft_needsATokenizer_unlessABaseHasIt() {
    assertThatThrownBy(() -> CheckpointDraft.head("tiny", tiny.config, tiny.tensors))
        .hasMessageContaining("needs a tokenizer");
    tiny.config.put("base_model", "minilm");
    assertThatThrownBy(this::draft).hasMessageContaining("that of \"minilm\"");
  }

  private CheckpointDraft draft() {
    return CheckpointDraft.whole("tiny", tiny.config, tiny.tensors, tiny.tokenizer.toString());
  }

  /** As somebody who edits a file and its checksum, but not what the weights were trained with. */
  private void rewriteWithIdentityOf(String file, String content) throws IOException {
    Manifest manifest = Manifest.read(target).orElseThrow();
    Files.writeString(target.resolve(file), content);
    Manifest.of(target, "tiny", manifest.provenance(), manifest.identity()).write(target);
  }

  private void assertRefused(Problem problem, String... says) {
    assertThatThrownBy(() -> Checkpoint.open(target, encoders))
        .isInstanceOfSatisfying(
            CheckpointException.class, e -> assertThat(e.problem()).isEqualTo(problem))
        .hasMessageContainingAll(says);
  }
}
