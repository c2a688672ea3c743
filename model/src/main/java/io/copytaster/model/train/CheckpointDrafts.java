package io.copytaster.model.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointDraft;
import io.copytaster.model.checkpoint.Encoder;
import io.copytaster.model.checkpoint.LoraAdapter;
import io.copytaster.model.checkpoint.LoraAdapter.Factors;
import io.copytaster.model.network.Pooling;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.network.Weights;
import io.copytaster.model.tensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a regime has learned, as a checkpoint to be written. */
final class CheckpointDrafts {

  private static final String A = ".lora_A.weight";
  private static final String B = ".lora_B.weight";

  private CheckpointDrafts() {}

  /**
   * @param learned the learned weights, by name
   * @param start has the other weights
   */
  static CheckpointDraft of(
      TrainingPlan plan,
      StartingPoint start,
      Map<String, Tensor> learned,
      Weights frozen,
      double temperature) {
    if (plan.regime() == Regime.ADAPTER) {
      return CheckpointDraft.adapter(
          plan.name(), overBase(plan, start, temperature), adapter(plan, learned));
    }
    ObjectNode config = start.config().deepCopy();
    config.remove("num_labels");
    if (plan.pooling() == Pooling.POOLER) {
      config.remove("classifier_pooling"); // it is the default
    } else {
      config.put("classifier_pooling", plan.pooling().name().toLowerCase(Locale.ROOT));
    }
    var all = new LinkedHashMap<String, Tensor>();
    for (WeightLayout.Entry entry : WeightLayout.of(start.network())) {
      Tensor tensor = learned.get(entry.name());
      all.put(entry.name(), tensor == null ? copy(entry, frozen) : tensor);
    }
    return CheckpointDraft.whole(
        plan.name(), settings(config, plan, temperature), all, start.tokenizer());
  }

  /** A classifier alone, over the base. */
  static CheckpointDraft head(
      TrainingPlan plan, StartingPoint start, Map<String, Tensor> learned, double temperature) {
    return CheckpointDraft.head(plan.name(), overBase(plan, start, temperature), learned);
  }

  /** What the base does not say of its classifier, or says otherwise. */
  private static ObjectNode overBase(TrainingPlan plan, StartingPoint start, double temperature) {
    ObjectNode config = new ObjectMapper().createObjectNode();
    config.put("base_model", base(start.base()));
    config.put("classifier_pooling", plan.pooling().name().toLowerCase(Locale.ROOT));
    if (start.network().classifierDense() > 0) {
      config.put("classifier_dense", start.network().classifierDense());
    }
    return settings(config, plan, temperature);
  }

  private static String base(String name) {
    return Encoder.known(name).isPresent()
        ? name
        : Path.of(name).toAbsolutePath().normalize().toString();
  }

  private static ObjectNode settings(ObjectNode config, TrainingPlan plan, double temperature) {
    config.put("max_tokens", plan.maxTokens());
    config.put("taxonomy", plan.taxonomy());
    config.put("calibration_temperature", temperature);
    ObjectNode names = config.putObject("id2label");
    for (int i = 0; i < plan.labels().size(); i++) {
      names.put(Integer.toString(i), plan.labels().name(i));
    }
    return config;
  }

  private static LoraAdapter adapter(TrainingPlan plan, Map<String, Tensor> learned) {
    var factors = new LinkedHashMap<String, Factors>();
    var saved = new LinkedHashMap<String, Tensor>();
    learned.forEach(
        (name, tensor) -> {
          if (name.endsWith(A)) {
            String layer = name.substring(0, name.length() - A.length());
            Tensor b = learned.get(layer + B);
            if (b == null) {
              throw new IllegalStateException("A is learned with B, and B is not there: " + layer);
            }
            factors.put(layer, new Factors(tensor, b));
          } else if (!name.endsWith(B)) {
            saved.put(name, tensor);
          }
        });
    return new LoraAdapter(plan.adapters().rank(), plan.adapters().alpha(), factors, saved);
  }

  private static Tensor copy(WeightLayout.Entry entry, Weights weights) {
    ByteBuffer floats = weights.floats(entry);
    var values = new float[floats.remaining() / Float.BYTES];
    floats.asFloatBuffer().get(values);
    return Tensor.ofFloats(entry.shape(), values);
  }
}
