package io.copytaster.model.checkpoint;

import io.copytaster.model.tensors.Safetensors;
import io.copytaster.model.tensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The files that a network's weights are in.
 *
 * @param whole files whose tensors together are the network's, or the base's; a weight that is in
 *     several counts in the first
 * @param adapter what lies over them, if there is one
 */
record WeightFiles(List<Path> whole, @Nullable Adapter adapter) {

  /** An {@code adapter_model.safetensors} and what is said of it. */
  record Adapter(Path file, AdapterConfig config) {}

  WeightFiles {
    whole = List.copyOf(whole);
  }

  static WeightFiles of(Path... whole) {
    return new WeightFiles(List.of(whole), null);
  }

  /** For messages: the file that the user made. */
  Path first() {
    return adapter == null ? whole.get(0) : adapter.file();
  }

  /** How many labels the classifier chooses from; empty if there is none. */
  OptionalLong classifierRows() throws IOException {
    if (adapter != null) {
      try (var tensors = AdapterTensors.open(adapter.file(), adapter.config())) {
        TensorInfo saved = tensors.saved().get(TensorNames.CLASSIFIER_WEIGHT);
        if (saved != null) {
          return rows(saved);
        }
      }
    }
    for (Path path : whole) {
      try (Safetensors file = CheckpointWeights.openFile(path)) {
        for (String name : file.names()) {
          if (TensorNames.canonical(name).equals(TensorNames.CLASSIFIER_WEIGHT)) {
            return rows(file.info(name));
          }
        }
      }
    }
    return OptionalLong.empty();
  }

  Optional<String> describeAdapter() throws IOException {
    if (adapter == null) {
      return Optional.empty();
    }
    try (var tensors = AdapterTensors.open(adapter.file(), adapter.config())) {
      return Optional.of(
          "LoRA of %d layers, merged; over %s"
              .formatted(tensors.layers(), whole.get(0).getParent()));
    }
  }

  /**
   * @param name what the configuration calls the base; its directory counts where this is blank
   */
  Optional<AdaptedBase> adaptedBase(String name) throws IOException {
    if (adapter == null) {
      return Optional.empty();
    }
    Path base = whole.get(0).toAbsolutePath().normalize().getParent();
    if (base == null) {
      throw new IllegalStateException("a file has a directory: " + whole);
    }
    try (var tensors = AdapterTensors.open(adapter.file(), adapter.config())) {
      String called = Encoder.known(name).isPresent() ? name : base.toString();
      return Optional.of(new AdaptedBase(called, base, tensors.read()));
    }
  }

  private static OptionalLong rows(TensorInfo classifier) {
    return OptionalLong.of(classifier.shape().isEmpty() ? 0 : classifier.shape().get(0));
  }
}
