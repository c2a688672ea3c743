package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointDraft.Adapted;
import io.copytaster.model.checkpoint.CheckpointDraft.Whole;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.ConfigException;
import io.copytaster.model.tensors.SafetensorsWriter;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes checkpoints as Hugging Face directories, each one whole or not at all. */
public final class CheckpointWriter {

  private CheckpointWriter() {}

  /**
   * Writes the files, forces them to disk and puts them in the place of what may be there. If that
   * fails, a full disk included, what was there stays, and nothing else.
   *
   * <p>The caller holds the {@link OutputLock} of {@code target}. What the draft leaves out is
   * added: {@code label2id}; {@code architectures} where all weights are there, which then open in
   * {@code AutoModelForSequenceClassification}; for an adapter {@code adapter_config.json}.
   *
   * @throws CheckpointException if all weights are there, and they are not the network's
   * @throws ConfigException if {@code base_model} names no encoder and no directory
   */
  public static void write(Path target, CheckpointDraft draft) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    Manifest.Identity identity = identity(absolute, draft);
    AtomicDirectory.replace(
        absolute,
        directory -> {
          fill(directory, draft);
          Manifest.of(directory, draft.name(), draft.provenance(), identity).write(directory);
        });
  }

  static void fill(Path directory, CheckpointDraft draft) throws IOException {
    CheckpointFiles.writeJson(
        directory.resolve(CheckpointFiles.CONFIG), PublishedConfig.complete(draft.config()));
    String tokenizer = draft.tokenizer();
    if (tokenizer != null) {
      Files.writeString(directory.resolve(CheckpointFiles.TOKENIZER), tokenizer);
    }
    String card = draft.card();
    if (card != null) {
      Files.writeString(directory.resolve(CheckpointFiles.CARD), card);
    }
    if (draft.weights() instanceof Adapted adapted) {
      String base = draft.config().path(BaseModel.KEY).asText();
      AdapterFiles.write(directory, adapted.adapter(), base);
    } else if (draft.weights() instanceof Whole whole) {
      Map<String, Tensor> published = new LinkedHashMap<>();
      whole.tensors().forEach((name, tensor) -> published.put(TensorNames.published(name), tensor));
      Path file = directory.resolve(CheckpointFiles.WEIGHTS);
      SafetensorsWriter.write(file, published, SafetensorsWriter.PYTORCH);
      if (tokenizer != null) {
        ObjectNode config = draft.config();
        var settings = CheckpointSettings.parse(config, PublishedConfig.labels(config) != null);
        CheckpointWeights.open(WeightFiles.of(file), settings.network()).close();
      }
    }
  }

  private static Manifest.Identity identity(Path target, CheckpointDraft draft) throws IOException {
    ObjectNode config = draft.config();
    String tokenizer = draft.tokenizer();
    JsonNode base = config.path(BaseModel.KEY);
    String digest =
        tokenizer != null
            ? Sha256.of(tokenizer.getBytes(StandardCharsets.UTF_8))
            : BaseModel.tokenizerDigest(base.asText(), target)
                .orElseThrow(() -> BaseModel.unknown(base));
    LabelSet labels = PublishedConfig.labels(config);
    return new Manifest.Identity(digest, labels == null ? null : labels.digest());
  }
}
