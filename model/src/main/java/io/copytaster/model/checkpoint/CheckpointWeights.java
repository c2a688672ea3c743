package io.copytaster.model.checkpoint;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.network.Weights;
import io.copytaster.model.tensors.Safetensors;
import io.copytaster.model.tensors.SafetensorsException;
import io.copytaster.model.tensors.TensorInfo;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint's weights under the network's names, read from the open files when asked for; an
 * adapter's updates are merged into them then.
 */
public final class CheckpointWeights implements Weights, AutoCloseable {

  private final Map<String, Source> sources;
  private final List<WeightLayout.Entry> layout;
  private final List<Closeable> files;

  /** Where one weight's numbers are read. */
  @FunctionalInterface
  private interface Source {
    ByteBuffer fp32() throws IOException;
  }

  private CheckpointWeights(
      Map<String, Source> sources, List<WeightLayout.Entry> layout, List<Closeable> files) {
    this.sources = sources;
    this.layout = layout;
    this.files = files;
  }

  /** Opens the files, whose tensors together must be exactly those of the network. */
  static CheckpointWeights open(WeightFiles paths, TransformerConfig config) throws IOException {
    var files = new ArrayList<Closeable>();
    try {
      var infos = new LinkedHashMap<String, TensorInfo>();
      var inFiles = new LinkedHashMap<String, Source>();
      for (Path path : paths.whole()) {
        Safetensors file = openFile(path);
        files.add(file::close);
        Set<String> before = TensorNames.canonical(infos.keySet());
        boolean classifies = before.contains(TensorNames.CLASSIFIER_WEIGHT);
        for (String name : file.names()) {
          String canonical = TensorNames.canonical(name);
          boolean replaced = classifies && TensorNames.isOfClassifier(canonical);
          if (!replaced && !before.contains(canonical)) {
            inFiles.put(name, () -> file.fp32(name));
            infos.put(name, file.info(name));
          }
        }
      }
      List<WeightLayout.Entry> layout = WeightLayout.of(config);
      WeightFiles.Adapter over = paths.adapter();
      AdapterTensors adapter = null;
      if (over != null) {
        AdapterTensors opened = AdapterTensors.open(over.file(), over.config());
        files.add(opened::close);
        adapter = opened;
        opened.requireFits(layout);
        var saved = opened.saved();
        infos.keySet().removeIf(name -> saved.containsKey(TensorNames.canonical(name)));
        infos.putAll(saved);
        saved.keySet().forEach(weight -> inFiles.put(weight, () -> opened.saved(weight)));
      }
      var sources = new LinkedHashMap<String, Source>();
      for (Map.Entry<String, String> weight : resolve(paths, config, infos).entrySet()) {
        Source unchanged = Objects.requireNonNull(inFiles.get(weight.getValue()));
        sources.put(weight.getKey(), merged(weight.getKey(), unchanged, adapter));
      }
      return new CheckpointWeights(sources, layout, files);
    } catch (IOException | RuntimeException e) {
      closeAll(files);
      throw e;
    }
  }

  private static Source merged(String weight, Source unchanged, @Nullable AdapterTensors adapter) {
    return adapter == null ? unchanged : () -> adapter.merged(weight, unchanged.fp32());
  }

  private static Map<String, String> resolve(
      WeightFiles paths, TransformerConfig config, Map<String, TensorInfo> infos) {
    try {
      return TensorNames.resolve(config, infos);
    } catch (CheckpointException e) {
      throw new CheckpointException(e.problem(), paths.first() + ": " + e.getMessage(), e);
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
    Source source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException("'" + name + "' is none of the network's weights");
    }
    return source.fp32();
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

  /**
   * The same weights, each compared with what is no number when it is asked for.
   *
   * @return throws {@link CheckpointException} for a weight that holds NaN or an infinity
   */
  public Weights finite() {
    return entry -> {
      ByteBuffer weight = floats(entry);
      requireFinite(entry.name(), weight.asFloatBuffer());
      return weight;
    };
  }

  private static void requireFinite(String name, FloatBuffer numbers) {
    for (int i = 0; i < numbers.limit(); i++) {
      if (!Float.isFinite(numbers.get(i))) {
        throw new CheckpointException(
            Problem.TENSOR_NOT_FINITE,
            "tensor '%s' holds %s at index %d".formatted(name, numbers.get(i), i));
      }
    }
  }

  @Override
  public void close() throws IOException {
    closeAll(files);
  }

  private static void closeAll(List<Closeable> files) throws IOException {
    for (Closeable file : files) {
      file.close();
    }
  }
}
