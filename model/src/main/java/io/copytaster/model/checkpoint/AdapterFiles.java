package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.tensors.SafetensorsWriter;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes an adapter as {@code peft} does for a {@code BertForSequenceClassification}.
 *
 * @see <a href="https://huggingface.co/docs/peft/developer_guides/checkpoint">the format</a>
 */
final class AdapterFiles {

  /** What PEFT puts before the name that a weight has in its model. */
  static final String PREFIX = "base_model.model.";

  private AdapterFiles() {}

  static void write(Path directory, LoraAdapter adapter, String base) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    adapter
        .factors()
        .forEach(
            (layer, factors) -> {
              String name = PREFIX + TensorNames.published(layer);
              tensors.put(name + ".lora_A.weight", factors.a());
              tensors.put(name + ".lora_B.weight", factors.b());
            });
    adapter
        .saved()
        .forEach((name, tensor) -> tensors.put(PREFIX + TensorNames.published(name), tensor));
    SafetensorsWriter.write(
        directory.resolve(CheckpointFiles.ADAPTER_WEIGHTS), tensors, SafetensorsWriter.PYTORCH);
    CheckpointFiles.writeJson(
        directory.resolve(CheckpointFiles.ADAPTER_CONFIG), config(adapter, base));
  }

  /** Layers are named one by one: "dense" alone would also mean the pooler's. */
  private static ObjectNode config(LoraAdapter adapter, String base) {
    ObjectNode config = CheckpointFiles.JSON.createObjectNode();
    config.put("peft_type", "LORA");
    config.put("task_type", "SEQ_CLS");
    config.put(AdapterConfig.BASE_MODEL, Encoder.known(base).map(Encoder::hubName).orElse(base));
    config.put("inference_mode", true);
    config.put("r", adapter.rank());
    config.set("lora_alpha", number(adapter.alpha()));
    config.put("lora_dropout", 0.0);
    config.put("bias", "none");
    config.put("fan_in_fan_out", false);
    config.put("use_rslora", false);
    config.put("use_dora", false);
    ArrayNode targets = config.putArray("target_modules");
    adapter.factors().keySet().forEach(layer -> targets.add(TensorNames.published(layer)));
    ArrayNode saved = config.putArray("modules_to_save");
    var modules = new TreeSet<String>();
    adapter.saved().keySet().forEach(name -> modules.add(name.substring(0, name.indexOf('.'))));
    modules.forEach(saved::add);
    return config;
  }

  /** As PEFT writes it: without a fraction where there is none. */
  private static JsonNode number(double value) {
    return value == Math.rint(value) ? LongNode.valueOf((long) value) : DoubleNode.valueOf(value);
  }
}
