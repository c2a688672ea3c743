package io.copytaster.model.train;

import io.copytaster.model.tensors.Safetensors;
import io.copytaster.model.tensors.SafetensorsWriter;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a training was, so that it can go on there: a hidden file beside the output.
 *
 * @param plan what the run was begun with; another plan or other rows cannot go on from here
 * @param step the last one taken
 * @param best the measurement of the checkpoint that is in the output, if there is one
 */
record RunState(String plan, long step, @Nullable Measurement best, Map<String, Tensor> tensors) {

  /** The file beside a training's output. */
  static Path file(Path output) {
    Path absolute = output.toAbsolutePath().normalize();
    return absolute.resolveSibling("." + absolute.getFileName() + ".resume");
  }

  /** Puts this in the place of an earlier state, whole or not at all. */
  void write(Path file) throws IOException {
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("plan", plan);
    metadata.put("step", Long.toString(step));
    if (best != null) {
      metadata.put("best.step", Long.toString(best.step()));
      metadata.put("best.accuracy", Double.toString(best.accuracy()));
      metadata.put("best.macroF1", Double.toString(best.macroF1()));
      metadata.put("best.negativeLogLikelihood", Double.toString(best.negativeLogLikelihood()));
      metadata.put("best.calibrationError", Double.toString(best.expectedCalibrationError()));
      metadata.put("best.temperature", Double.toString(best.temperature()));
    }
    SafetensorsWriter.write(file, tensors, metadata);
  }

  /**
   * @throws TrainingException if there is none, or it was begun otherwise
   */
  static RunState read(Path file, String plan) throws IOException {
    if (!Files.exists(file)) {
      throw new TrainingException(
          TrainingException.Problem.RESUME,
          "there is no interrupted run to resume: " + file + " is not there");
    }
    try (Safetensors saved = Safetensors.open(file)) {
      Map<String, String> metadata = saved.metadata();
      if (!plan.equals(metadata.get("plan"))) {
        throw new TrainingException(
            TrainingException.Problem.RESUME,
            "the interrupted run was begun otherwise: it had %s; now it is %s"
                .formatted(metadata.get("plan"), plan));
      }
      var tensors = new LinkedHashMap<String, Tensor>();
      for (String name : saved.names()) {
        ByteBuffer mapped = saved.data(name);
        ByteBuffer copy = ByteBuffer.allocate(mapped.remaining()).put(mapped).flip();
        tensors.put(name, new Tensor(saved.info(name), copy));
      }
      return new RunState(plan, number(metadata, "step").longValue(), best(metadata), tensors);
    }
  }

  private static @Nullable Measurement best(Map<String, String> metadata) {
    if (!metadata.containsKey("best.step")) {
      return null;
    }
    return new Measurement(
        number(metadata, "best.step").longValue(),
        number(metadata, "best.accuracy"),
        number(metadata, "best.macroF1"),
        number(metadata, "best.negativeLogLikelihood"),
        number(metadata, "best.calibrationError"),
        number(metadata, "best.temperature"),
        true);
  }

  private static Double number(Map<String, String> metadata, String key) {
    return Double.valueOf(metadata.getOrDefault(key, "NaN"));
  }
}
