package io.copytaster.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.network.Pooling;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A directory opens whole, or is refused by what is wrong with it. */
class CheckpointTest {

  @TempDir Path folder;
  private final TinyCheckpoint tiny = TinyCheckpoint.classifier();
  private Path directory;
  private Encoders encoders;

  @BeforeEach
  void inAFolderOfItsOwn() {
    directory = folder.resolve("tiny");
    encoders = new Encoders(folder.resolve("cache"));
  }

  @Test
  void whole_opensWithItsDefaults() throws IOException {
    Checkpoint checkpoint = open();
    assertThat(checkpoint.name()).isEqualTo("tiny");
    assertThat(checkpoint.id()).matches("tiny-[0-9a-f]{12}");
    assertThat(checkpoint.labels().names()).isEqualTo(TinyCheckpoint.LABELS);
    assertThat(checkpoint.taxonomy()).isEqualTo("custom/1");
    assertThat(checkpoint.temperature()).isEqualTo(1.0);
    assertThat(checkpoint.maxTokens()).isEqualTo(16);
  }

  @Test
  void weights_areThoseOfTheFile_inTheNetworksOrder() throws IOException {
    Checkpoint checkpoint = open();
    try (CheckpointWeights weights = checkpoint.weights()) {
      assertThat(weights.layout()).isEqualTo(WeightLayout.of(checkpoint.config()));
      for (WeightLayout.Entry weight : weights.layout()) {
        ByteBuffer numbers = weights.fp32(weight.name());
        assertThat(numbers.isDirect()).isTrue();
        assertThat(numbers).isEqualTo(tiny.data(weight.name()));
      }
    }
  }

  @Test
  void ownSettings_areRead() throws IOException {
    tiny.config.put("taxonomy", "desks/3").put("calibration_temperature", 1.5);
    assertThat(open().taxonomy()).isEqualTo("desks/3");
    assertThat(open().temperature()).isEqualTo(1.5);
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "16, 16", "99, 16"})
  void maxTokens_isNeverMoreThanThePositions(int set, int effective) throws IOException {
    tiny.config.put("max_tokens", set);
    assertThat(open().maxTokens()).isEqualTo(effective);
  }

  @Test
  void id_dependsOnContentAndName() throws IOException {
    String first = Checkpoint.open(tiny.write(folder.resolve("a/model")), encoders).id();
    String same = Checkpoint.open(tiny.write(folder.resolve("b/model")), encoders).id();
    tiny.config.put("calibration_temperature", 2);
    String other = Checkpoint.open(tiny.write(folder.resolve("c/model")), encoders).id();
    assertThat(same).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void namesOfTransformersAndTensorFlow_areUnderstood() throws IOException {
    var renamed = new LinkedHashMap<String, Tensor>();
    tiny.tensors.forEach(
        (name, tensor) -> {
          String old =
              name.replace("LayerNorm.weight", "LayerNorm.gamma")
                  .replace("LayerNorm.bias", "LayerNorm.beta");
          renamed.put(name.startsWith("classifier") ? name : "bert." + old, tensor);
        });
    renamed.put("bert.embeddings.position_ids", Tensor.ofFloats(List.of(1L, 16L), new float[16]));
    renamed.put("cls.predictions.bias", Tensor.ofFloats(List.of(10L), new float[10]));
    tiny.tensors.clear();
    tiny.tensors.putAll(renamed);
    assertThat(open().hasClassifier()).isTrue();
  }

  @Test
  void pooler_isIgnoredWhereThePoolingDoesNotUseIt() throws IOException {
    tiny.config.put("classifier_pooling", "mean");
    assertThat(open().config().labels()).isEqualTo(3);
  }

  @Test
  void savedByBertForSequenceClassification_thePoolerIsRead_whateverItsEncoderSaid()
      throws IOException {
    tiny.config.put("classifier_pooling", "mean");
    tiny.config.putArray("architectures").add("BertForSequenceClassification");
    assertThat(open().config().pooling()).isEqualTo(Pooling.POOLER);
  }

  @Test
  void headWins_overTheClassifierOfItsBase() throws IOException {
    tiny.write(folder.resolve("base"));
    tiny.tensors.keySet().removeIf(name -> !name.startsWith("classifier."));
    tiny.tokenizer.removeAll();
    tiny.config.removeAll();
    tiny.config.put("base_model", "../base").putObject("id2label").put("0", "a").put("1", "b");
    tiny.tensors.put("classifier.weight", Tensor.ofFloats(List.of(2L, 4L), new float[8]));
    tiny.tensors.put("classifier.bias", Tensor.ofFloats(List.of(2L), new float[2]));
    assertThat(open().labels().names()).containsExactly("a", "b");
  }

  @Test
  void encoder_opensWithoutLabels_whateverItsConfigNamesByDefault() throws IOException {
    tiny.tensors.keySet().removeIf(name -> name.startsWith("classifier."));
    tiny.config.putArray("architectures").add("BertModel");
    Checkpoint encoder = open();
    assertThat(encoder.hasClassifier()).isFalse();
    var refused = catchThrowableOfType(CheckpointException.class, encoder::labels);
    assertThat(refused.problem()).isEqualTo(Problem.NO_CLASSIFIER);
  }

  @Test
  void missingTensor_isNamed() throws IOException {
    tiny.tensors.remove("encoder.layer.0.output.dense.bias");
    assertRefused(
        Problem.TENSOR_MISSING, "'encoder.layer.0.output.dense.bias'", "[4]", "is missing");
  }

  @Test
  void missingPooler_saysWhatToSet() throws IOException {
    tiny.tensors.keySet().removeIf(name -> name.startsWith("pooler."));
    assertRefused(Problem.TENSOR_MISSING, "'pooler.dense.weight'", "classifier_pooling");
  }

  @Test
  void denseLayerBeforeTheClassifier_isReadByDistilBertsName() throws IOException {
    tiny.config.put("classifier_dense", 2);
    assertRefused(
        Problem.TENSOR_MISSING, "'pre_classifier.weight' [2, 4]", "classifier_dense is 2");
    tiny.tensors.put("pre_classifier.weight", Tensor.ofFloats(List.of(2L, 4L), new float[8]));
    tiny.tensors.put("pre_classifier.bias", Tensor.ofFloats(List.of(2L), new float[2]));
    assertRefused(Problem.TENSOR_SHAPE, "'classifier.weight'", "[3, 4]", "expected [3, 2]");
    tiny.tensors.put("classifier.weight", Tensor.ofFloats(List.of(3L, 2L), new float[6]));
    assertThat(open().config().classifierDense()).isEqualTo(2);
    tiny.config.remove("classifier_dense");
    tiny.tensors.put("classifier.weight", Tensor.ofFloats(List.of(3L, 4L), new float[12]));
    assertRefused(
        Problem.TENSOR_UNEXPECTED, "pre_classifier.bias", "needs config.json classifier_dense");
  }

  @Test
  void extraTensor_isNamed() throws IOException {
    tiny.tensors.put("encoder.layer.1.output.dense.bias", Tensor.ofFloats(List.of(1L), 0));
    assertRefused(
        Problem.TENSOR_UNEXPECTED, "encoder.layer.1.output.dense.bias", "num_hidden_layers is 1");
  }

  @Test
  void oneWeightUnderTwoNames_isRefused() throws IOException {
    tiny.tensors.put("bert.pooler.dense.bias", Tensor.ofFloats(List.of(4L), new float[4]));
    assertRefused(
        Problem.TENSOR_UNEXPECTED,
        "'pooler.dense.bias'",
        "'bert.pooler.dense.bias'",
        "same weight");
  }

  @Test
  void wrongShape_isNamedWithBothShapes() throws IOException {
    tiny.tensors.put("embeddings.LayerNorm.bias", Tensor.ofFloats(List.of(5L), new float[5]));
    assertRefused(Problem.TENSOR_SHAPE, "'embeddings.LayerNorm.bias'", "[5]", "expected [4]");
  }

  @Test
  void labelsThatDoNotFitTheHead_areCounted() throws IOException {
    ((ObjectNode) tiny.config.get("id2label")).put("3", "Science");
    assertRefused(Problem.LABEL_COUNT, "'classifier.weight' has 3 rows", "id2label has 4 labels");
  }

  @Test
  void classifierWithoutLabels_saysWhatIsNeeded() throws IOException {
    tiny.config.remove("id2label");
    assertRefused(Problem.TENSOR_UNEXPECTED, "classifier.weight", "id2label");
  }

  @Test
  void truncatedFile_isRefused() throws IOException {
    tiny.write(directory);
    try (var weights =
        FileChannel.open(directory.resolve(CheckpointFiles.WEIGHTS), StandardOpenOption.WRITE)) {
      weights.truncate(weights.size() - 1);
    }
    assertWrittenIsRefused(Problem.WEIGHTS_MALFORMED, "DATA_BEYOND_END");
  }

  @Test
  void anotherFamily_isRefused() throws IOException {
    tiny.config.put("model_type", "roberta");
    assertRefused(Problem.CONFIG, "model_type is \"roberta\"", "\"bert\"");
  }

  @ParameterizedTest
  @CsvSource({
    "taxonomy, '\"desks\"'",
    "calibration_temperature, 0",
    "calibration_temperature, '\"hot\"'",
    "max_tokens, 2",
    "base_model, '\"gpt\"'"
  })
  void badSetting_isRefusedByItsKey(String key, String value) throws IOException {
    tiny.config.set(key, CheckpointFiles.JSON.readTree(value));
    assertRefused(Problem.CONFIG, key + " is " + value);
  }

  @Test
  void repeatedLabel_isRefused() throws IOException {
    ((ObjectNode) tiny.config.get("id2label")).put("2", "World");
    assertRefused(Problem.CONFIG, "id2label", "all different");
  }

  @Test
  void tokenBeyondTheVocabulary_isRefused() throws IOException {
    tiny.tokenizer.putArray("added_tokens").addObject().put("id", 10).put("content", "[NEW]");
    assertRefused(Problem.TOKENIZER, "ids up to 10", "0 to 9");
  }

  @ParameterizedTest
  @CsvSource({
    "config.json, FILE_MISSING, CONFIG",
    "tokenizer.json, FILE_MISSING, TOKENIZER",
    "model.safetensors, FILE_MISSING, WEIGHTS_MALFORMED"
  })
  void eachFile_mustBeThereAndReadable(String name, Problem missing, Problem malformed)
      throws IOException {
    tiny.write(directory);
    Files.writeString(directory.resolve(name), "{{{{{{{{{{{{");
    assertWrittenIsRefused(malformed, name);
    Files.delete(directory.resolve(name));
    assertWrittenIsRefused(missing, name);
  }

  @Test
  void manifest_isVerifiedBeforeAnythingIsLoaded() throws IOException {
    Manifest.of(tiny.write(directory), "named").write(directory);
    assertThat(Checkpoint.open(directory, encoders).id()).startsWith("named-");
    Files.writeString(directory.resolve(CheckpointFiles.CONFIG), "not even JSON");
    assertWrittenIsRefused(Problem.CHECKSUM, "config.json");
  }

  private Checkpoint open() throws IOException {
    return Checkpoint.open(tiny.write(directory), encoders);
  }

  private void assertRefused(Problem problem, String... says) throws IOException {
    tiny.write(directory);
    assertWrittenIsRefused(problem, says);
  }

  private void assertWrittenIsRefused(Problem problem, String... says) {
    var refused =
        catchThrowableOfType(CheckpointException.class, () -> Checkpoint.open(directory, encoders));
    assertThat(refused).isNotNull().hasMessageContainingAll(says);
    assertThat(refused).hasMessageContaining(directory.toString());
    assertThat(refused.problem()).as(refused.getMessage()).isEqualTo(problem);
  }
}
