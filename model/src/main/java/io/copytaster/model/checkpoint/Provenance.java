package io.copytaster.model.checkpoint;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a checkpoint comes from: enough to make it again.
 *
 * @param createdAt when it was made
 * @param parent the id of the checkpoint that training started from
 * @param data what it was trained on
 * @param plan the training's settings by name
 * @param seed of the training
 * @param metrics what was measured, by name; not finite ones are left out
 */
public record Provenance(
    @Nullable Instant createdAt,
    @Nullable String parent,
    List<Data> data,
    Map<String, String> plan,
    @Nullable Long seed,
    Map<String, Double> metrics) {

  /** Nothing is known. */
  public static final Provenance UNKNOWN =
      new Provenance(null, null, List.of(), Map.of(), null, Map.of());

  /**
   * A file of articles.
   *
   * @param name without its folder
   * @param sha256 in lower-case hex
   * @param rows how many of it were used
   */
  public record Data(String name, String sha256, long rows) {}

  public Provenance {
    data = List.copyOf(data);
    plan = Collections.unmodifiableMap(new LinkedHashMap<>(plan));
    var finite = new LinkedHashMap<>(metrics);
    finite.values().removeIf(value -> !Double.isFinite(value));
    metrics = Collections.unmodifiableMap(finite);
  }
}
