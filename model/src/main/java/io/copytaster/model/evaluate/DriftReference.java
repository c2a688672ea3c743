package io.copytaster.model.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a model made of held-out articles when it was new, by feature: the yardstick for what it
 * makes of the stream. Lies in the checkpoint's directory as {@value #FILE}.
 */
public final class DriftReference {

  public static final String FILE = "reference.json";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FeatureCounts counts;

  private DriftReference(FeatureCounts counts) {
    this.counts = counts;
  }

  /** Collects labelled articles. For one thread. */
  public static final class Builder {

    private final FeatureCounts counts = new FeatureCounts();

    private Builder() {}

    /** Counts one; the parameters are those of {@link FeatureCounts#add}. */
    public Builder add(String label, double confidence, int tokens, int unknownTokens) {
      counts.add(label, confidence, tokens, unknownTokens);
      return this;
    }

    /** Articles collected so far. */
    public long articles() {
      return counts.articles();
    }

    /**
     * @throws IllegalStateException without any article
     */
    public DriftReference build() {
      if (counts.articles() == 0) {
        throw new IllegalStateException("a reference needs at least one article");
      }
      return new DriftReference(counts.plus(new FeatureCounts()));
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Articles it was made from. */
  public long articles() {
    return counts.articles();
  }

  /** How far what was seen is from this: see {@link PopulationStability}. */
  public double index(DriftFeature feature, FeatureCounts seen) {
    return PopulationStability.index(counts.counts(feature), seen.counts(feature));
  }

  /**
   * Reads a checkpoint's; empty if it has none.
   *
   * @throws IOException if the file cannot be read, or is no reference of this version
   */
  public static Optional<DriftReference> read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    JsonNode json;
    try {
      json = JSON.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    var counts = new FeatureCounts();
    for (DriftFeature feature : DriftFeature.values()) {
      counts.put(feature, bins(file, feature, json.path(feature.key())));
    }
    if (counts.articles() == 0) {
      throw new IOException(file + " counts no articles");
    }
    return Optional.of(new DriftReference(counts));
  }

  /** Writes it into a checkpoint's directory, which must be there: equal counts, equal bytes. */
  public void write(Path directory) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    for (DriftFeature feature : DriftFeature.values()) {
      counts.counts(feature).forEach(json.putObject(feature.key())::put);
    }
    Files.write(
        directory.resolve(FILE), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
  }

  private static Map<String, Long> bins(Path file, DriftFeature feature, JsonNode json)
      throws IOException {
    var bins = new TreeMap<String, Long>();
    for (Map.Entry<String, JsonNode> bin : json.properties()) {
      JsonNode count = bin.getValue();
      if (!count.isIntegralNumber() || !count.canConvertToLong() || count.longValue() < 0) {
        throw new IOException(file + ": " + feature.key() + "." + bin.getKey() + " is no count");
      }
      bins.put(bin.getKey(), count.longValue());
    }
    var unknown = feature.unknownAmong(bins.keySet());
    if (bins.isEmpty() || !unknown.isEmpty()) {
      throw new IOException(
          file + ": " + feature.key() + " has no bins, or others than this version's: " + unknown);
    }
    return bins;
  }
}
