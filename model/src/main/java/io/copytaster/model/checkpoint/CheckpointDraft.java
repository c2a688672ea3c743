package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.tensors.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint before it is written.
 *
 * @param name what it is called
 * @param config what {@code config.json} is to say: the network's shape, {@code id2label}, and our
 *     own keys. With {@code base_model} it is a head or an adapter over that encoder, and the shape
 *     may be left out; a base that is a directory is absolute, or relative to where this is written
 * @param weights all of the network's, or what lies over the base's
 * @param tokenizer the text of {@code tokenizer.json}; null where the base's is used
 * @param card the text of {@code README.md}, if there is one
 */
public record CheckpointDraft(
    String name,
    ObjectNode config,
    Content weights,
    @Nullable String tokenizer,
    @Nullable String card,
    Provenance provenance) {

  /** What is trained. */
  public sealed interface Content {}

  /** Weights by their name in the network; without {@code base_model}, all of them. */
  public record Whole(Map<String, Tensor> tensors) implements Content {
    public Whole {
      tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }
  }

  /** An adapter over {@code base_model}. */
  public record Adapted(LoraAdapter adapter) implements Content {}

  public CheckpointDraft {
    config = config.deepCopy();
    boolean overBase = config.hasNonNull(BaseModel.KEY);
    if (!overBase && weights instanceof Adapted) {
      throw new IllegalArgumentException("an adapter needs " + BaseModel.KEY + " in its config");
    }
    if (overBase == (tokenizer != null)) {
      throw new IllegalArgumentException(
          overBase
              ? "the tokenizer is that of " + config.get(BaseModel.KEY) + ": it takes no other"
              : "without " + BaseModel.KEY + " in its config it needs a tokenizer");
    }
  }

  /** All of a network's weights. */
  public static CheckpointDraft whole(
      String name, ObjectNode config, Map<String, Tensor> tensors, String tokenizer) {
    return new CheckpointDraft(
        name, config, new Whole(tensors), tokenizer, null, Provenance.UNKNOWN);
  }

  /** A head over {@code base_model}: the classifier's weights, and the pooler's if it has one. */
  public static CheckpointDraft head(String name, ObjectNode config, Map<String, Tensor> tensors) {
    return new CheckpointDraft(name, config, new Whole(tensors), null, null, Provenance.UNKNOWN);
  }

  /** An adapter over {@code base_model}. */
  public static CheckpointDraft adapter(String name, ObjectNode config, LoraAdapter adapter) {
    return new CheckpointDraft(name, config, new Adapted(adapter), null, null, Provenance.UNKNOWN);
  }

  /** The same with a model card. */
  public CheckpointDraft withCard(String text) {
    return new CheckpointDraft(name, config, weights, tokenizer, text, provenance);
  }

  /** The same, saying where it comes from. */
  public CheckpointDraft withProvenance(Provenance known) {
    return new CheckpointDraft(name, config, weights, tokenizer, card, known);
  }

  /** A copy. */
  @Override
  public ObjectNode config() {
    return config.deepCopy();
  }
}
