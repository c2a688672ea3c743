package io.copytaster.model.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointDraft;
import io.copytaster.model.checkpoint.CheckpointWriter;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A head on disk: its own few kilobytes, and the name of the encoder below it. */
final class HeadCheckpoint {

  private static final ObjectMapper JSON = new ObjectMapper();

  private HeadCheckpoint() {}

  static void write(Path directory, HeadPlan plan, TransformerConfig encoder, LinearHead head)
      throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(
        "classifier.weight",
        Tensor.ofFloats(List.of((long) head.labels(), (long) head.size()), head.weight()));
    tensors.put("classifier.bias", Tensor.ofFloats(List.of((long) head.labels()), head.bias()));
    CheckpointWriter.write(
        directory, CheckpointDraft.head(plan.name(), config(plan, encoder), tensors));
  }

  private static ObjectNode config(HeadPlan plan, TransformerConfig encoder) {
    ObjectNode config = JSON.createObjectNode();
    config.put("base_model", plan.base().id());
    config.put("classifier_pooling", encoder.pooling().name().toLowerCase(Locale.ROOT));
    config.put("max_tokens", plan.maxTokens());
    config.put("taxonomy", plan.taxonomy());
    ObjectNode names = config.putObject("id2label");
    for (int i = 0; i < plan.labels().size(); i++) {
      names.put(Integer.toString(i), plan.labels().name(i));
    }
    return config;
  }
}
