package io.copytaster.streams.drift;

import io.copytaster.model.evaluate.DriftReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the last few models brought to be compared with, read before they serve. Thread-safe. */
public final class DriftReferences {

  private static final Logger LOG = LoggerFactory.getLogger(DriftReferences.class);
  private static final int KEPT = 8;

  private final Map<String, Optional<DriftReference>> byModel =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<DriftReference>> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Reads a checkpoint's, if it has one. One that cannot be read is as good as none, and named in
   * the log: it is no reason not to serve.
   */
  public void read(String model, Path directory) {
    Optional<DriftReference> reference = Optional.empty();
    try {
      reference = DriftReference.read(directory);
    } catch (IOException e) {
      LOG.warn("Model {} has no usable drift reference: {}", model, e.getMessage());
    }
    put(model, reference);
  }

  /** That of this model; empty if it brought none or was never read. */
  public synchronized Optional<DriftReference> of(String model) {
    return byModel.getOrDefault(model, Optional.empty());
  }

  private synchronized void put(String model, Optional<DriftReference> reference) {
    byModel.remove(model);
    byModel.put(model, reference);
  }
}
