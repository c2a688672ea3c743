package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.tensors.DType;
import io.copytaster.model.tensors.SafetensorsWriter;
import io.copytaster.model.tensors.Tensor;
import io.copytaster.model.tensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a plain Hugging Face directory of any checkpoint: an adapter merged, a head with its
 * encoder, every weight in fp32.
 */
public final class CheckpointExport {

  private CheckpointExport() {}

  /**
   * Writes the directory, which {@code transformers} opens with no code of ours.
   *
   * @param target must not be there yet; appears whole or not at all
   * @throws CheckpointException if the target is there
   */
  public static void write(Checkpoint checkpoint, Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    try (var lock = OutputLock.acquire(absolute)) {
      AtomicDirectory.create(absolute, directory -> fill(checkpoint, directory));
    }
  }

  /**
   * Whether {@code AutoModelForSequenceClassification} computes the same logits from the export.
   */
  public static boolean isOfTransformers(Checkpoint checkpoint) {
    return PublishedConfig.isOfTransformers(checkpoint.configJson());
  }

  private static void fill(Checkpoint checkpoint, Path directory) throws IOException {
    ObjectNode config = checkpoint.configJson();
    config.remove(List.of(BaseModel.KEY, "_name_or_path"));
    config = PublishedConfig.complete(config);
    CheckpointFiles.writeJson(directory.resolve(CheckpointFiles.CONFIG), config);
    Files.copy(checkpoint.tokenizerFile(), directory.resolve(CheckpointFiles.TOKENIZER));
    CheckpointFiles.writeJson(
        directory.resolve(TokenizerConfig.FILE),
        TokenizerConfig.of(checkpoint.tokenizerFile(), checkpoint.maxTokens()));
    Files.writeString(directory.resolve(CheckpointFiles.CARD), ExportCard.of(checkpoint));
    var calibration = checkpoint.int8Calibration();
    if (calibration.isPresent()) {
      calibration.get().write(directory);
    }
    try (CheckpointWeights weights = checkpoint.weights()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (WeightLayout.Entry weight : weights.layout()) {
        tensors.put(
            TensorNames.published(weight.name()),
            new Tensor(new TensorInfo(DType.F32, weight.shape()), weights.fp32(weight.name())));
      }
      SafetensorsWriter.write(
          directory.resolve(CheckpointFiles.WEIGHTS), tensors, SafetensorsWriter.PYTORCH);
    }
    Manifest.of(directory, checkpoint.name(), checkpoint.provenance(), checkpoint.identity())
        .write(directory);
  }
}
