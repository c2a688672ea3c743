package io.copytaster.model.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.checkpoint.Encoder;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.checkpoint.ShippedCheckpoint;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.network.Compute;
import io.copytaster.model.text.Article;
import io.copytaster.model.tokens.Tokens;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers are Hugging Face's: golden logits were computed by transformers 5.18 in fp32. */
class ClassifierTest {

  /** Kept between builds, since an import takes seconds. */
  private static final Encoders ENCODERS = new Encoders(Path.of("target", "encoders"));

  private static final double TOLERANCE = 1e-4;

  @Test
  void checkpointWrittenByTransformers_givesItsLogits() throws Exception {
    try (var classifier = Classifier.load(tinyBert(), Compute.reference(), 0)) {
      assertThat(classifier.labels().names()).containsExactly("Harbour", "Market", "Club");
      for (JsonNode golden : golden("tiny-bert-logits.json")) {
        Tokens tokens = classifier.tokenize(golden.get("text").asText());
        assertThat(ids(tokens)).isEqualTo(integers(golden.get("ids")));
        assertLogits(classifier.classify(new TokenBatch(List.of(tokens))).get(0), golden);
      }
    }
  }

  @Test
  void shippedClassifier_givesTransformersLogits_batchedAndAlone() throws Exception {
    try (var classifier =
        Classifier.load(ShippedCheckpoint.open(ENCODERS), Compute.reference(), 0)) {
      var rows = new ArrayList<Tokens>();
      JsonNode articles = golden("shipped-logits.json");
      for (JsonNode golden : articles) {
        var article = new Article(golden.get("title").asText(), golden.get("body").asText());
        Tokens tokens = classifier.tokenize(article.text());
        assertThat(tokens.length()).isEqualTo(golden.get("tokens").asInt());
        assertLogits(classifier.classify(new TokenBatch(List.of(tokens))).get(0), golden);
        rows.add(tokens);
      }
      List<Prediction> batched = classifier.classify(new TokenBatch(rows));
      for (int row = 0; row < rows.size(); row++) {
        assertLogits(batched.get(row), articles.get(row));
      }
    }
  }

  @Test
  void encoderWithoutClassifier_isRefused() throws IOException {
    Checkpoint encoder = Checkpoint.open(ENCODERS.directory(Encoder.MINILM), ENCODERS);
    assertThatThrownBy(() -> Classifier.load(encoder, Compute.reference(), 0))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("without a classifier");
  }

  @Test
  void moreTokensThanPositions_areRefused() throws Exception {
    Checkpoint checkpoint = tinyBert();
    assertThatThrownBy(() -> Classifier.load(checkpoint, Compute.reference(), 49))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("49")
        .hasMessageContaining("48 positions");
  }

  @Test
  void probe_isReadByEveryModel() throws Exception {
    try (var classifier = Classifier.load(tinyBert(), Compute.reference(), 16)) {
      assertThat(classifier.probe().length()).isEqualTo(16);
      classifier.warmUp(256);
      assertThat(classifier.classify(new TokenBatch(List.of(classifier.probe())))).hasSize(1);
    }
  }

  private static Checkpoint tinyBert() throws IOException, URISyntaxException {
    return Checkpoint.open(Path.of(resource("tiny-bert").toURI()), ENCODERS);
  }

  private static void assertLogits(Prediction prediction, JsonNode golden) {
    JsonNode logits = golden.get("logits");
    for (int label = 0; label < logits.size(); label++) {
      assertThat((double) prediction.logit(label))
          .as("logit %d of %s", label, golden)
          .isCloseTo(logits.get(label).asDouble(), within(TOLERANCE));
    }
  }

  private static List<Integer> ids(Tokens tokens) {
    var ids = new ArrayList<Integer>();
    for (int i = 0; i < tokens.length(); i++) {
      ids.add(tokens.id(i));
    }
    return ids;
  }

  private static List<Integer> integers(JsonNode array) {
    var integers = new ArrayList<Integer>();
    array.forEach(value -> integers.add(value.asInt()));
    return integers;
  }

  private static JsonNode golden(String name) throws IOException {
    return new ObjectMapper().readTree(resource(name));
  }

  private static URL resource(String name) {
    URL url = ClassifierTest.class.getResource(name);
    if (url == null) {
      throw new AssertionError("no test resource " + name);
    }
    return url;
  }
}
