package io.copytaster.model.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointExport;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.network.Compute;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Adapters written by peft 0.21 give the logits that peft computed with them in fp32, and so does
 * what is exported from them. {@code src/test/python/tiny_adapters.py} writes both.
 */
class RoundTripTest {

  private static final double TOLERANCE = 1e-4;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tiny-adapter", "tiny-adapter-patterns"})
  void adapterOfPeft_givesItsLogits_andSoDoesItsExport(String name) throws Exception {
    Checkpoint checkpoint = open(resource(name));
    assertThat(checkpoint.labels().names())
        .containsExactly("LABEL_0", "LABEL_1", "LABEL_2", "LABEL_3");
    assertLogits(checkpoint, name);
    Path target = folder.resolve("export");
    CheckpointExport.write(checkpoint, target);
    assertThat(CheckpointExport.isOfTransformers(checkpoint)).isTrue();
    assertLogits(open(target), name);
  }

  @Test
  void export_ofAWholeModel_isThatModelWithWhatPythonReads() throws Exception {
    Path target = folder.resolve("export");
    CheckpointExport.write(open(resource("tiny-bert")), target);
    Checkpoint exported = open(target);
    assertThat(exported.labels().names()).containsExactly("Harbour", "Market", "Club");
    assertLogits(exported, "tiny-bert");
    assertThat(target)
        .isDirectoryContaining("glob:**/README.md")
        .isDirectoryContaining("glob:**/manifest.json");
    JsonNode tokenizer =
        new ObjectMapper().readTree(target.resolve("tokenizer_config.json").toFile());
    assertThat(tokenizer.path("model_max_length").asInt()).isEqualTo(48);
    assertThat(tokenizer.path("tokenizer_class").asText()).isEqualTo("BertTokenizer");
    assertThat(tokenizer.path("cls_token").asText()).isEqualTo("[CLS]");
  }

  private Checkpoint open(Path directory) throws IOException {
    return Checkpoint.open(directory, new Encoders(folder.resolve("cache")));
  }

  private static void assertLogits(Checkpoint checkpoint, String name) throws Exception {
    JsonNode texts = new ObjectMapper().readTree(resource(name + "-logits.json").toFile());
    assertThat(texts).isNotEmpty();
    try (var classifier = Classifier.load(checkpoint, Compute.reference(), 0)) {
      for (JsonNode golden : texts) {
        var tokens = classifier.tokenize(golden.get("text").asText());
        Prediction prediction = classifier.classify(new TokenBatch(List.of(tokens))).get(0);
        JsonNode logits = golden.get("logits");
        for (int label = 0; label < logits.size(); label++) {
          assertThat((double) prediction.logit(label))
              .as("logit %d of %s", label, golden)
              .isCloseTo(logits.get(label).asDouble(), within(TOLERANCE));
        }
      }
    }
  }

  private static Path resource(String name) throws Exception {
    URL url = Objects.requireNonNull(RoundTripTest.class.getResource(name), name);
    return Path.of(url.toURI());
  }
}
