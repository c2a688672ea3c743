package io.copytaster.model.checkpoint;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.network.Weights;
import io.copytaster.model.tensors.Safetensors;
import io.copytaster.model.tensors.SafetensorsException;
import io.copytaster.model.tensors.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A checkpoint's weights under the network's names, read from the open files when asked for. */
public final class CheckpointWeights implements Weights, AutoCloseable {

  private final List<Safetensors> files;
  private final Map<String, Safetensors> fileOf;
  private final Map<String, String> nameInFile;
  private final List<WeightLayout.Entry> layout;

  private CheckpointWeights(
      List<Safetensors> files,
      Map<String, Safetensors> fileOf,
      Map<String, String> nameInFile,
      List<WeightLayout.Entry> layout) {
    this.files = files;
    this.fileOf = fileOf;
    this.nameInFile = nameInFile;
    this.layout = layout;
  }

  /** Opens the files, whose tensors together must be exactly those of the network. */
  static CheckpointWeights open(List<Path> paths, TransformerConfig config) throws IOException {
    var files = new ArrayList<Safetensors>();
    try {
      var infos = new LinkedHashMap<String, TensorInfo>();
      var fileOf = new LinkedHashMap<String, Safetensors>();
      for (Path path : paths) {
        Safetensors file = openFile(path);
        files.add(file);
        for (String name : file.names()) {
          if (fileOf.put(name, file) != null) {
            throw new CheckpointException(
                Problem.TENSOR_UNEXPECTED, "tensor '" + name + "' is in each of " + paths);
          }
          infos.put(name, file.info(name));
        }
      }
      return new CheckpointWeights(
          List.copyOf(files), fileOf, resolve(paths, config, infos), WeightLayout.of(config));
    } catch (IOException | RuntimeException e) {
      closeAll(files);
      throw e;
    }
  }

  private static Map<String, String> resolve(
      List<Path> paths, TransformerConfig config, Map<String, TensorInfo> infos) {
    try {
      return TensorNames.resolve(config, infos);
    } catch (CheckpointException e) {
      throw new CheckpointException(e.problem(), paths.get(0) + ": " + e.getMessage(), e);
    }
  }

  static Safetensors openFile(Path path) throws IOException {
    try {
      return Safetensors.open(path);
    } catch (SafetensorsException e) {
      throw new CheckpointException(
          Problem.WEIGHTS_MALFORMED,
          "%s is malformed (%s): %s".formatted(path, e.defect(), e.getMessage()),
          e);
    }
  }

  /** The weights' names and shapes, in the order in which the network takes them. */
  public List<WeightLayout.Entry> layout() {
    return layout;
  }

  /**
   * One weight's numbers: direct, little-endian, row-major fp32, as many as its shape has. They may
   * be mapped from the file: copy before writing to them. They stay valid after {@link #close}.
   *
   * @param name one of {@link #layout}
   */
  public ByteBuffer fp32(String name) throws IOException {
    String inFile = nameInFile.get(name);
    Safetensors file = inFile == null ? null : fileOf.get(inFile);
    if (inFile == null || file == null) {
      throw new IllegalArgumentException("'" + name + "' is none of the network's weights");
    }
    return file.fp32(inFile);
  }

  /** As {@link #fp32}. A file that fails to be read is an {@link UncheckedIOException}. */
  @Override
  public ByteBuffer floats(WeightLayout.Entry entry) {
    try {
      return fp32(entry.name());
    } catch (IOException e) {
      throw new UncheckedIOException("reading the weight " + entry.name(), e);
    }
  }

  @Override
  public void close() throws IOException {
    closeAll(files);
  }

  private static void closeAll(List<Safetensors> files) throws IOException {
    for (Safetensors file : files) {
      file.close();
    }
  }
}
