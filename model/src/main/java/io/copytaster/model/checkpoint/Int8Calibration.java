package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.network.ActivationRange;
import io.copytaster.model.network.ActivationRanges;
import io.copytaster.model.network.TransformerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What int8 needs to know of a checkpoint beside its weights, in {@code int8_calibration.json}.
 *
 * <p>It says how the same weights are computed with, so it is no part of the checkpoint's
 * identifier.
 *
 * @param probe the logits of the article that every classifier knows, in fp32: what int8 is
 *     compared with wherever it is loaded
 */
public record Int8Calibration(ActivationRanges ranges, List<Float> probe) {

  /** The file's name in the checkpoint's directory. */
  public static final String FILE = "int8_calibration.json";

  private static final String PROBE = "probe";
  private static final String RANGES = "ranges";

  public Int8Calibration {
    probe = List.copyOf(probe);
  }

  /**
   * A checkpoint's, if it brings one.
   *
   * @throws CheckpointException if it is malformed, or another network's
   */
  static Optional<Int8Calibration> read(Path directory, TransformerConfig config) {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode json = CheckpointFiles.readJson(file, Problem.INT8_CALIBRATION);
    try {
      var calibration = new Int8Calibration(ranges(json.path(RANGES)), probe(json.path(PROBE)));
      if (calibration.ranges.fit(config) && calibration.probe.size() == config.labels()) {
        return Optional.of(calibration);
      }
      throw malformed(file, "its ranges or its probe are another network's");
    } catch (IllegalArgumentException e) {
      throw malformed(file, String.valueOf(e.getMessage()));
    }
  }

  /** Writes it into a checkpoint's directory, before its manifest is written. */
  public void write(Path directory) throws IOException {
    ObjectNode json = CheckpointFiles.JSON.createObjectNode();
    ArrayNode logits = json.putArray(PROBE);
    probe.forEach(logits::add);
    ObjectNode inputs = json.putObject(RANGES);
    ranges
        .byInput()
        .forEach((input, range) -> inputs.putArray(input).add(range.low()).add(range.high()));
    CheckpointFiles.writeJson(directory.resolve(FILE), json);
  }

  private static ActivationRanges ranges(JsonNode json) {
    var ranges = new LinkedHashMap<String, ActivationRange>();
    for (Map.Entry<String, JsonNode> input : json.properties()) {
      JsonNode range = input.getValue();
      if (range.size() != 2) {
        throw new IllegalArgumentException(input.getKey() + " is no pair of numbers: " + range);
      }
      ranges.put(input.getKey(), new ActivationRange(number(range.get(0)), number(range.get(1))));
    }
    return new ActivationRanges(ranges);
  }

  private static List<Float> probe(JsonNode json) {
    var logits = new ArrayList<Float>();
    json.forEach(logit -> logits.add(number(logit)));
    return logits;
  }

  private static float number(JsonNode json) {
    if (!json.isNumber() || !Float.isFinite(json.floatValue())) {
      throw new IllegalArgumentException(json + " is no number");
    }
    return json.floatValue();
  }

  private static CheckpointException malformed(Path file, String why) {
    return new CheckpointException(
        Problem.INT8_CALIBRATION,
        "%s: %s; `copytaster checkpoint calibrate` writes another".formatted(file, why));
  }
}
