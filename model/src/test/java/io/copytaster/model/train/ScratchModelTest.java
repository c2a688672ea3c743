package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.ConfigException;
import io.copytaster.model.network.Pooling;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.tensors.SafetensorsWriter;
import io.copytaster.model.tensors.Tensor;
import io.copytaster.model.vocabulary.LearnedVocabulary;
import io.copytaster.model.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new network is a whole checkpoint, which knows nothing yet. */
class ScratchModelTest {

  private static final LabelSet LABELS = new LabelSet(List.of("World", "Sports", "Business"));
  private static final ScratchShape SHAPE = ScratchShape.withDefaults();
  private static final long SEED = 1;

  @TempDir private Path directory;

  @Test
  void defaults_areTheSmallestUsefulNetwork() {
    assertThat(SHAPE).isEqualTo(new ScratchShape(32, 1, 2, 32, 256, Pooling.MEAN, 20));
  }

  @Test
  void weights_areExactlyThoseOfTheConfig() {
    ScratchModel model = ScratchModel.of(SHAPE, 500, LABELS, SEED);
    List<WeightLayout.Entry> layout = WeightLayout.of(TransformerConfig.parse(model.config()));
    assertThat(model.weights().keySet())
        .containsExactlyElementsOf(layout.stream().map(WeightLayout.Entry::name).toList())
        .contains("pre_classifier.weight", "classifier.bias");
    for (WeightLayout.Entry weight : layout) {
      assertThat(tensor(model, weight.name()).info().shape()).isEqualTo(weight.shape());
    }
  }

  @Test
  void sameSeed_sameBytes() {
    ScratchModel model = ScratchModel.of(SHAPE, 500, LABELS, SEED);
    assertThat(ScratchModel.of(SHAPE, 500, LABELS, SEED)).isEqualTo(model);
    assertThat(ScratchModel.of(SHAPE, 500, LABELS, SEED + 1).weights())
        .isNotEqualTo(model.weights());
  }

  @Test
  void weights_areSpreadAsTheirLayersWantThem() {
    ScratchModel model = ScratchModel.of(SHAPE, 500, LABELS, SEED);
    assertUniform(model, "embeddings.word_embeddings.weight", 0.05);
    assertUniform(model, "encoder.layer.0.attention.self.query.weight", Math.sqrt(6.0 / 64));
    assertUniform(model, "pre_classifier.weight", Math.sqrt(6.0 / 52));
    assertThat(floats(model, "encoder.layer.0.output.LayerNorm.weight")).containsOnly(1f);
    assertThat(floats(model, "encoder.layer.0.output.LayerNorm.bias")).containsOnly(0f);
    assertThat(floats(model, "classifier.bias")).containsOnly(0f);
  }

  @Test
  void written_opensAsACheckpoint_andIsUndecided() throws IOException {
    String text = "Ferry late again, harbour master says ferry is late.";
    LearnedVocabulary vocabulary = VocabularyTrainer.withDefaults().learn(List.of(text).iterator());
    ScratchModel model = ScratchModel.of(SHAPE, vocabulary.size(), LABELS, SEED);
    Files.writeString(directory.resolve("config.json"), model.config().toString());
    Files.writeString(directory.resolve("tokenizer.json"), vocabulary.tokenizerJson().toString());
    SafetensorsWriter.write(
        directory.resolve("model.safetensors"), model.weights(), SafetensorsWriter.PYTORCH);
    Checkpoint checkpoint = Checkpoint.open(directory, new Encoders(directory));
    try (var classifier = Classifier.load(checkpoint, Compute.reference(), 0)) {
      Prediction prediction =
          classifier.classify(new TokenBatch(List.of(classifier.tokenize(text)))).get(0);
      for (int label = 0; label < LABELS.size(); label++) {
        assertThat((double) prediction.score(label)).isCloseTo(1.0 / 3, within(0.3));
      }
    }
  }

  @Test
  void impossibleShape_isRefusedByItsKey() {
    var shape = new ScratchShape(32, 1, 3, 32, 256, Pooling.MEAN, 20);
    var refused =
        catchThrowableOfType(
            ConfigException.class, () -> ScratchModel.of(shape, 500, LABELS, SEED));
    assertThat(refused.key()).isEqualTo("hidden_size");
  }

  private static void assertUniform(ScratchModel model, String name, double limit) {
    float[] values = floats(model, name);
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      assertThat(Math.abs(value)).as(name).isLessThanOrEqualTo((float) limit);
      sum += value;
      squares += value * value;
    }
    assertThat(sum / values.length).as(name).isCloseTo(0, within(limit / 8));
    assertThat(squares / values.length)
        .as(name)
        .isCloseTo(limit * limit / 3, within(0.1 * limit * limit));
  }

  private static float[] floats(ScratchModel model, String name) {
    FloatBuffer buffer = tensor(model, name).data().asFloatBuffer();
    var values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static Tensor tensor(ScratchModel model, String name) {
    return Objects.requireNonNull(model.weights().get(name), name);
  }
}
