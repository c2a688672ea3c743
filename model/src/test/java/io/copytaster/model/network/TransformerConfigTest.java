package io.copytaster.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What config.json says is what the network is, or is refused by the key that says it. */
class TransformerConfigTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BERT =
      """
      {"model_type": "bert", "vocab_size": 100, "hidden_size": 8, "num_hidden_layers": 2,
       "num_attention_heads": 2, "intermediate_size": 16, "max_position_embeddings": 32}
      """;

  @Test
  void bert_isReadWithHuggingFacesDefaults() {
    assertThat(parse("id2label", "{\"0\": \"World\", \"1\": \"Sports\"}"))
        .isEqualTo(
            new TransformerConfig(
                100, 8, 2, 2, 16, 32, 2, 1e-12, Activation.GELU, Pooling.POOLER, 0, 2));
  }

  @ParameterizedTest
  @CsvSource({"gelu, GELU", "gelu_new, GELU_TANH", "gelu_pytorch_tanh, GELU_TANH", "relu, RELU"})
  void hiddenAct_choosesTheActivation(String name, Activation activation) {
    assertThat(parse("hidden_act", "\"" + name + "\"").activation()).isEqualTo(activation);
  }

  @ParameterizedTest
  @CsvSource({"pooler, POOLER", "cls, CLS", "mean, MEAN"})
  void classifierPooling_choosesThePooling(String name, Pooling pooling) {
    assertThat(parse("classifier_pooling", "\"" + name + "\"").pooling()).isEqualTo(pooling);
  }

  @Test
  void classifierDense_isTheWidthBeforeTheClassifier_andNoneWithoutLabels() throws IOException {
    ObjectNode config = (ObjectNode) JSON.readTree(BERT);
    config.put("classifier_dense", 20);
    assertThat(TransformerConfig.parse(config).classifierDense()).isZero();
    config.put("num_labels", 4);
    var dense = TransformerConfig.parse(config);
    assertThat(dense.classifierDense()).isEqualTo(20);
    assertThat(dense.withPooling(Pooling.MEAN).classifierDense()).isEqualTo(20);
    assertThat(dense.withLabels(0).classifierDense()).isZero();
    assertThat(WeightLayout.of(dense))
        .endsWith(
            new WeightLayout.Entry("pre_classifier.weight", List.of(20L, 8L)),
            new WeightLayout.Entry("pre_classifier.bias", List.of(20L)),
            new WeightLayout.Entry("classifier.weight", List.of(4L, 20L)),
            new WeightLayout.Entry("classifier.bias", List.of(4L)));
  }

  @Test
  void labels_areThoseOfTheClassifierThatIsThere() {
    assertThat(parse("hidden_act", "null").labels()).isZero();
    assertThat(parse("num_labels", "5").labels()).isEqualTo(5);
    assertThat(parse("architectures", "[\"BertModel\"]").labels()).isZero();
    assertThat(parse("architectures", "[\"BertForSequenceClassification\"]").labels())
        .as("transformers leaves out its default labels")
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model_type                | \"roberta\"",
        "model_type                | null",
        "hidden_act                | \"silu\"",
        "position_embedding_type   | \"relative_key\"",
        "problem_type              | \"multi_label_classification\"",
        "classifier_pooling        | \"max\"",
        "classifier_dense          | -1",
        "classifier_dense          | true",
        "is_decoder                | true",
        "add_cross_attention       | true",
        "vocab_size                | 0",
        "vocab_size                | 3000000000",
        "num_hidden_layers         | \"six\"",
        "hidden_size               | 9",
        "layer_norm_eps            | 0",
        "id2label                  | {}",
        "id2label                  | {\"0\": \"a\", \"2\": \"b\"}",
        "id2label                  | [\"a\", \"b\"]",
        "num_labels                | 0",
      })
  void unsupported_isRefusedByItsKey(String key, String value) {
    var refused = catchThrowableOfType(ConfigException.class, () -> parse(key, value));
    assertThat(refused).isNotNull().hasMessageContaining("must be");
    assertThat(refused.key()).isEqualTo(key);
  }

  @Test
  void anotherFamily_isNamedBesideWhatIsSupported() {
    var refused =
        catchThrowableOfType(ConfigException.class, () -> parse("model_type", "\"roberta\""));
    assertThat(refused).hasMessageContaining("\"roberta\"").hasMessageContaining("\"bert\"");
  }

  @Test
  void labelCounts_mustAgree() throws JsonProcessingException {
    ObjectNode config = (ObjectNode) JSON.readTree(BERT);
    config.put("num_labels", 3).putObject("id2label").put("0", "a").put("1", "b");
    var refused =
        catchThrowableOfType(ConfigException.class, () -> TransformerConfig.parse(config));
    assertThat(refused.key()).isEqualTo("num_labels");
  }

  private static TransformerConfig parse(String key, String value) {
    try {
      ObjectNode config = (ObjectNode) JSON.readTree(BERT);
      config.set(key, JSON.readTree(value));
      return TransformerConfig.parse(config);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
