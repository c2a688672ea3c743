package io.copytaster.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.tensors.Safetensors;
import io.copytaster.model.tensors.SafetensorsWriter;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An adapter opens merged, or is refused by what cannot be merged. */
class AdapterTest {

  private static final String QUERY = "encoder.layer.0.attention.self.query";
  private static final String IN_FILE = "base_model.model.bert." + QUERY;

  @TempDir Path folder;
  private final Random random = new Random(11);
  private final TinyCheckpoint base = TinyCheckpoint.classifier();
  private final ObjectNode config = CheckpointFiles.JSON.createObjectNode();
  private Path directory;
  private Encoders encoders;

  @BeforeEach
  void anAdapterOverATinyEncoder() throws IOException {
    directory = folder.resolve("desks");
    encoders = new Encoders(folder.resolve("cache"));
    base.write(folder.resolve("base"));
    config.put("base_model", "../base").put("taxonomy", "desks/1");
    config.putObject("id2label").put("0", "yes").put("1", "no");
    CheckpointWriter.write(directory, CheckpointDraft.adapter("desks", config, adapter()));
    Files.delete(directory.resolve(Manifest.FILE)); // so that tests may bend the files
  }

  @Test
  void opened_itsWeightsAreTheBasesPlusTheUpdates_andItsOwn() throws IOException {
    LoraAdapter same = sameAdapter();
    Checkpoint checkpoint = Checkpoint.open(directory, encoders);
    assertThat(checkpoint.labels().names()).containsExactly("yes", "no");
    assertThat(checkpoint.taxonomy()).isEqualTo("desks/1");
    try (CheckpointWeights weights = checkpoint.weights()) {
      for (WeightLayout.Entry weight : weights.layout()) {
        String name = weight.name();
        Tensor saved = same.saved().get(name);
        if (saved != null) {
          assertThat(weights.fp32(name)).as(name).isEqualTo(saved.data());
        } else if (!name.equals(QUERY + ".weight")) {
          assertThat(weights.fp32(name)).as(name).isEqualTo(base.data(name));
        }
      }
      assertMerged(
          weights.fp32(QUERY + ".weight"), Objects.requireNonNull(same.factors().get(QUERY)));
    }
  }

  @Test
  void manifest_names_tokenizerAndLabels() throws IOException {
    CheckpointWriter.write(directory, CheckpointDraft.adapter("desks", config, adapter()));
    Manifest manifest = Manifest.read(directory).orElseThrow();
    assertThat(manifest.files())
        .containsOnlyKeys("adapter_config.json", "adapter_model.safetensors", "config.json");
    assertThat(manifest.identity().labels()).hasSize(12);
    assertThat(manifest.identity().tokenizer())
        .isEqualTo(Sha256.of(folder.resolve("base/tokenizer.json")));
  }

  @Test
  void ofOurEncoder_carriesTheNameThatItHasOnTheHub() throws IOException {
    config.put("base_model", "minilm");
    CheckpointWriter.write(directory, CheckpointDraft.adapter("desks", config, adapter()));
    assertThat(adapterConfig().path("base_model_name_or_path").asText())
        .isEqualTo("sentence-transformers/all-MiniLM-L6-v2");
    assertThat(adapterConfig().path("modules_to_save").toString())
        .isEqualTo("[\"classifier\",\"pooler\"]");
    assertThat(adapterConfig().path("lora_alpha").toString()).isEqualTo("6");
  }

  @Test
  void withoutConfig_labelsAreCounted_andThePoolerIsRead() throws IOException {
    Files.delete(directory.resolve("config.json"));
    Checkpoint foreign = Checkpoint.open(directory, encoders);
    assertThat(foreign.labels().names()).containsExactly("LABEL_0", "LABEL_1");
    assertThat(foreign.taxonomy()).isEqualTo("custom/1");
  }

  @ParameterizedTest
  @CsvSource({".lora_A.weight,.lora_A.default.weight", ".lora_B.weight,.lora_B.default.weight"})
  void namesOfOlderPeft_meanTheSame(String now, String before) throws IOException {
    ByteBuffer expected = merged();
    rename(name -> name.replace(now, before));
    assertThat(merged()).isEqualTo(expected);
    rename(
        name ->
            name.replace("classifier.", "classifier.modules_to_save.default.")
                .replace("pooler.", "pooler.modules_to_save."));
    assertThat(merged()).isEqualTo(expected);
  }

  @Test
  void imported_namesItsBaseFromEverywhere() throws IOException {
    Path target = folder.resolve("far/away/desks");
    Checkpoint imported = CheckpointImport.importDirectory(directory, target, encoders);
    assertThat(imported.labels().names()).containsExactly("yes", "no");
    Manifest.read(target).orElseThrow().verify(target);
  }

  @Test
  void baseOverABase_isRefused() throws IOException {
    Files.writeString(folder.resolve("base/adapter_config.json"), "{}");
    assertRefused(Problem.CONFIG, "lies over another encoder itself");
  }

  @Test
  void factorWithoutItsPartner_isNamed() throws IOException {
    rename(name -> name.contains("lora_B") ? "" : name);
    assertRefused(Problem.TENSOR_MISSING, IN_FILE + ".lora_A.weight", "no lora_B");
  }

  @Test
  void updateOfNoLayer_isNamed() throws IOException {
    rename(name -> name.replace("layer.0.attention", "layer.7.attention"));
    assertRefused(Problem.TENSOR_UNEXPECTED, "layer.7", "no linear layer");
  }

  @Test
  void otherRankThanConfigured_isNamedWithBothShapes() throws IOException {
    setInAdapterConfig("r", "3");
    assertRefused(Problem.TENSOR_SHAPE, "lora_A", "[2, 4]", "expected [3, 4]");
  }

  @ParameterizedTest
  @CsvSource({"lora_embedding_A", "lora_magnitude_vector.weight", "base_layer.weight"})
  void otherTensors_areNamed(String kind) throws IOException {
    rename(name -> name.replace("lora_A.weight", kind));
    assertRefused(Problem.TENSOR_UNEXPECTED, kind, "cannot be merged");
  }

  @Test
  void tensorOfNoAdapter_isNamed() throws IOException {
    rename(name -> name.replace("base_model.model.classifier.bias", "classifier.bias"));
    assertRefused(Problem.TENSOR_UNEXPECTED, "'classifier.bias'", "base_model.model.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "peft_type | \"IA3\" | no other adapter",
        "use_dora | true | cannot be merged",
        "fan_in_fan_out | true | cannot be merged",
        "bias | \"all\" | trained biases",
        "layer_replication | [[0, 1]] | cannot be merged",
        "init_lora_weights | \"pissa\" | leaves the base as it is",
        "r | 0 | a whole number",
        "lora_alpha | \"x\" | a positive number",
        "rank_pattern | {\"(\": 2} | regular expressions"
      })
  void whatCannotBeMerged_isRefusedByItsKey(String key, String value, String says)
      throws IOException {
    setInAdapterConfig(key, value);
    assertRefused(Problem.ADAPTER, key + " is ", says, "adapter_config.json");
  }

  @Test
  void unknownBase_isRefused() throws IOException {
    Files.delete(directory.resolve("config.json"));
    setInAdapterConfig("base_model_name_or_path", "\"gpt\"");
    assertRefused(Problem.ADAPTER, "base_model_name_or_path is \"gpt\"", "minilm");
  }

  @Test
  void malformedConfig_isRefused() throws IOException {
    Files.writeString(directory.resolve("adapter_config.json"), "{");
    assertRefused(Problem.ADAPTER, "is not JSON");
  }

  @Test
  void wholeModelBesideIt_isRefused() throws IOException {
    Files.writeString(directory.resolve("model.safetensors"), "");
    assertRefused(Problem.ADAPTER, "holds both");
  }

  /** As {@link #adapter} made it before the test. */
  private LoraAdapter sameAdapter() {
    random.setSeed(11);
    return adapter();
  }

  private LoraAdapter adapter() {
    Map<String, Tensor> saved = new LinkedHashMap<>();
    saved.put("pooler.dense.weight", tensor(4, 4));
    saved.put("pooler.dense.bias", tensor(4));
    saved.put("classifier.weight", tensor(2, 4));
    saved.put("classifier.bias", tensor(2));
    var factors = new LoraAdapter.Factors(tensor(2, 4), tensor(4, 2));
    return new LoraAdapter(2, 6, Map.of(QUERY, factors), saved);
  }

  private Tensor tensor(long... shape) {
    return TinyCheckpoint.tensor(random, Arrays.stream(shape).boxed().toList());
  }

  private void assertMerged(ByteBuffer merged, LoraAdapter.Factors factors) {
    ByteBuffer w = base.data(QUERY + ".weight");
    for (int out = 0; out < 4; out++) {
      for (int in = 0; in < 4; in++) {
        double expected = w.getFloat(4 * (4 * out + in));
        for (int k = 0; k < 2; k++) {
          expected +=
              6.0
                  / 2
                  * factors.b().data().getFloat(4 * (2 * out + k))
                  * factors.a().data().getFloat(4 * (4 * k + in));
        }
        assertThat((double) merged.getFloat(4 * (4 * out + in)))
            .as("row %d, column %d", out, in)
            .isEqualTo(expected, within(1e-5));
      }
    }
  }

  private ByteBuffer merged() throws IOException {
    try (CheckpointWeights weights = Checkpoint.open(directory, encoders).weights()) {
      return weights.fp32(QUERY + ".weight");
    }
  }

  /** Renames the adapter's tensors; an empty name drops one. */
  private void rename(UnaryOperator<String> names) throws IOException {
    Path path = directory.resolve("adapter_model.safetensors");
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    try (var file = Safetensors.open(path)) {
      for (String name : file.names()) {
        var copy = ByteBuffer.allocate(file.data(name).remaining()).put(file.data(name)).flip();
        renamed.put(names.apply(name), new Tensor(file.info(name), copy));
      }
    }
    renamed.remove("");
    SafetensorsWriter.write(path, renamed, SafetensorsWriter.PYTORCH);
  }

  private JsonNode adapterConfig() {
    return CheckpointFiles.readJson(directory.resolve("adapter_config.json"), Problem.ADAPTER);
  }

  private void setInAdapterConfig(String key, String value) throws IOException {
    var json = (ObjectNode) adapterConfig();
    json.set(key, CheckpointFiles.JSON.readTree(value));
    CheckpointFiles.writeJson(directory.resolve("adapter_config.json"), json);
  }

  private void assertRefused(Problem problem, String... says) {
    assertThatThrownBy(() -> Checkpoint.open(directory, encoders))
        .isInstanceOfSatisfying(
            CheckpointException.class,
            e -> assertThat(e.problem()).as(e.getMessage()).isEqualTo(problem))
        .hasMessageContainingAll(says);
  }
}
