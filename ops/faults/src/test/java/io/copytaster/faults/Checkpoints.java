package io.copytaster.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.checkpoint.Manifest;
import io.copytaster.model.checkpoint.ShippedCheckpoint;
import io.copytaster.model.tensors.Safetensors;
import io.copytaster.model.tensors.SafetensorsWriter;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Checkpoints to change to. */
final class Checkpoints {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A logit without hope. */
  private static final float NEVER = -20;

  private Checkpoints() {}

  /** The shipped classifier under another name: every label stays what it was. */
  static Path twin(String name) {
    try {
      Path twin = copy(name);
      Manifest.of(twin, name).write(twin);
      return twin;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A twin that knows one label more, and is never led to it. */
  static Path withLabel(String name, String label) {
    try {
      Path wider = copy(name);
      editJson(wider.resolve("config.json"), config -> addLabel(config, label));
      editJson(
          wider.resolve("int8_calibration.json"),
          calibration -> calibration.withArray("probe").add(NEVER));
      widen(wider.resolve("adapter_model.safetensors"));
      Manifest.of(wider, name).write(wider);
      return wider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addLabel(ObjectNode config, String label) {
    int id = config.withObject("id2label").size();
    config.withObject("id2label").put(Integer.toString(id), label);
    config.withObject("label2id").put(label, id);
  }

  /** A row of zeros below the classifier's weight, and a bias that never wins. */
  private static void widen(Path adapter) throws IOException {
    var tensors = new LinkedHashMap<String, Tensor>();
    try (var file = Safetensors.open(adapter)) {
      for (String name : file.names()) {
        var info = file.info(name);
        FloatBuffer values = file.fp32(name).asFloatBuffer();
        float[] wide = new float[values.remaining()];
        values.get(wide);
        var shape = new ArrayList<>(info.shape());
        if (name.endsWith("classifier.weight") || name.endsWith("classifier.bias")) {
          int row = wide.length / Math.toIntExact(shape.get(0));
          wide = Arrays.copyOf(wide, wide.length + row);
          shape.set(0, shape.get(0) + 1);
        }
        if (name.endsWith("classifier.bias")) {
          wide[wide.length - 1] = NEVER;
        }
        tensors.put(name, Tensor.ofFloats(shape, wide));
      }
    }
    SafetensorsWriter.write(adapter, tensors, SafetensorsWriter.PYTORCH);
  }

  private static void editJson(Path file, Consumer<ObjectNode> edit) throws IOException {
    ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
    edit.accept(json);
    JSON.writeValue(file.toFile(), json);
  }

  private static Path copy(String name) throws IOException {
    var shipped = ShippedCheckpoint.open(new Encoders(TARGET.resolve("encoders")));
    Path copy = Files.createDirectories(TARGET.resolve("checkpoints").resolve(name));
    try (Stream<Path> files = Files.list(shipped.directory())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return copy;
  }
}
