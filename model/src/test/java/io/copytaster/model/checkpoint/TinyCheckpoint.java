package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.tensors.SafetensorsWriter;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** A checkpoint of a few hundred numbers, to be bent by tests before it is written. */
final class TinyCheckpoint {

  static final List<String> LABELS = List.of("World", "Sports", "Business");

  final ObjectNode config = CheckpointFiles.JSON.createObjectNode();
  final ObjectNode tokenizer = CheckpointFiles.JSON.createObjectNode();
  final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private TinyCheckpoint() {}

  static TinyCheckpoint classifier() {
    var tiny = new TinyCheckpoint();
    tiny.config
        .put("model_type", "bert")
        .put("vocab_size", 10)
        .put("hidden_size", 4)
        .put("num_hidden_layers", 1)
        .put("num_attention_heads", 2)
        .put("intermediate_size", 8)
        .put("max_position_embeddings", 16);
    ObjectNode labels = tiny.config.putObject("id2label");
    for (int i = 0; i < LABELS.size(); i++) {
      labels.put(Integer.toString(i), LABELS.get(i));
    }
    ObjectNode vocabulary = tiny.tokenizer.putObject("model").putObject("vocab");
    for (int id = 0; id < 10; id++) {
      vocabulary.put("token" + id, id);
    }
    var random = new Random(7);
    for (WeightLayout.Entry weight : WeightLayout.of(TransformerConfig.parse(tiny.config))) {
      tiny.tensors.put(weight.name(), tensor(random, weight.shape()));
    }
    return tiny;
  }

  /** A classifier's head over MiniLM, and nothing else. */
  static TinyCheckpoint headOverMiniLm() {
    var tiny = new TinyCheckpoint();
    tiny.config.put("base_model", "minilm").put("taxonomy", "desks/1");
    ObjectNode labels = tiny.config.putObject("id2label");
    for (int i = 0; i < LABELS.size(); i++) {
      labels.put(Integer.toString(i), LABELS.get(i));
    }
    var random = new Random(7);
    tiny.tensors.put("classifier.weight", tensor(random, List.of(3L, 384L)));
    tiny.tensors.put("classifier.bias", tensor(random, List.of(3L)));
    return tiny;
  }

  static Tensor tensor(Random random, List<Long> shape) {
    long elements = shape.stream().reduce(1L, Math::multiplyExact);
    var values = new float[Math.toIntExact(elements)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.ofFloats(shape, values);
  }

  /** The numbers of one of its tensors. */
  ByteBuffer data(String name) {
    return Objects.requireNonNull(tensors.get(name), name).data();
  }

  /** Writes it into the directory, which is made. */
  Path write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(CheckpointFiles.CONFIG), config.toPrettyString());
    if (!tokenizer.isEmpty()) {
      Files.writeString(directory.resolve(CheckpointFiles.TOKENIZER), tokenizer.toString());
    }
    SafetensorsWriter.write(
        directory.resolve(CheckpointFiles.WEIGHTS), tensors, SafetensorsWriter.PYTORCH);
    return directory;
  }
}
