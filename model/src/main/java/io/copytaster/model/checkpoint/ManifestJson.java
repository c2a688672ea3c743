package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.checkpoint.Manifest.Entry;
import io.copytaster.model.checkpoint.Manifest.Identity;
import io.copytaster.model.checkpoint.Provenance.Data;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A manifest as JSON. Only {@code name} and {@code files} must be there. */
final class ManifestJson {

  static final Pattern FILE_NAME = Pattern.compile("(?!\\.)[^/\\\\:\\x00]+");
  static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** What the JSON was read from, for messages. */
  private final Object source;

  private final JsonNode json;

  private ManifestJson(Object source, JsonNode json) {
    this.source = source;
    this.json = json;
  }

  /**
   * @throws CheckpointException if something in it is malformed
   */
  static Manifest parse(Object source, JsonNode json) {
    return new ManifestJson(source, json).manifest();
  }

  static ObjectNode of(Manifest manifest) {
    ObjectNode json = CheckpointFiles.JSON.createObjectNode();
    Provenance provenance = manifest.provenance();
    json.put("name", manifest.name());
    put(json, "createdAt", provenance.createdAt());
    put(json, "parent", provenance.parent());
    put(json, "tokenizer", manifest.identity().tokenizer());
    put(json, "labels", manifest.identity().labels());
    Long seed = provenance.seed();
    if (seed != null) {
      json.put("seed", seed);
    }
    if (!provenance.data().isEmpty()) {
      var data = json.putArray("data");
      for (Data file : provenance.data()) {
        data.addObject()
            .put("name", file.name())
            .put("sha256", file.sha256())
            .put("rows", file.rows());
      }
    }
    if (!provenance.plan().isEmpty()) {
      ObjectNode plan = json.putObject("plan");
      provenance.plan().forEach(plan::put);
    }
    if (!provenance.metrics().isEmpty()) {
      ObjectNode metrics = json.putObject("metrics");
      provenance.metrics().forEach(metrics::put);
    }
    ObjectNode entries = json.putObject("files");
    manifest
        .files()
        .forEach(
            (file, entry) ->
                entries.putObject(file).put("size", entry.size()).put("sha256", entry.sha256()));
    return json;
  }

  private static void put(ObjectNode json, String key, @Nullable Object value) {
    if (value != null) {
      json.put(key, value.toString());
    }
  }

  private Manifest manifest() {
    var files = new TreeMap<String, Entry>();
    for (Map.Entry<String, JsonNode> field : json.path("files").properties()) {
      JsonNode size = field.getValue().path("size");
      String sha256 = field.getValue().path("sha256").asText();
      if (!FILE_NAME.matcher(field.getKey()).matches()
          || !size.canConvertToLong()
          || !SHA256.matcher(sha256).matches()) {
        throw malformed("files." + field.getKey() + " is no file name with a size and a sha256");
      }
      files.put(field.getKey(), new Entry(size.longValue(), sha256));
    }
    String name = json.path("name").asText();
    if (name.isBlank() || files.isEmpty()) {
      throw malformed("it needs a name and files");
    }
    return new Manifest(name, provenance(), new Identity(text("tokenizer"), text("labels")), files);
  }

  private Provenance provenance() {
    JsonNode seed = json.path("seed");
    if (!seed.isMissingNode() && !(seed.isIntegralNumber() && seed.canConvertToLong())) {
      throw malformed("seed " + seed + " is not a whole number");
    }
    return new Provenance(
        createdAt(),
        text("parent"),
        data(),
        strings("plan"),
        seed.isMissingNode() ? null : seed.longValue(),
        numbers("metrics"));
  }

  private @Nullable Instant createdAt() {
    try {
      String text = text("createdAt");
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw malformed("createdAt is not an instant of ISO 8601");
    }
  }

  private List<Data> data() {
    var data = new ArrayList<Data>();
    for (JsonNode file : json.path("data")) {
      String sha256 = file.path("sha256").asText();
      if (!SHA256.matcher(sha256).matches() || !file.path("rows").canConvertToLong()) {
        throw malformed("data " + file + " has no sha256 and rows");
      }
      data.add(new Data(file.path("name").asText(), sha256, file.path("rows").longValue()));
    }
    return data;
  }

  private Map<String, String> strings(String key) {
    var strings = new LinkedHashMap<String, String>();
    json.path(key).properties().forEach(e -> strings.put(e.getKey(), e.getValue().asText()));
    return strings;
  }

  private Map<String, Double> numbers(String key) {
    var numbers = new LinkedHashMap<String, Double>();
    for (Map.Entry<String, JsonNode> entry : json.path(key).properties()) {
      if (!entry.getValue().isNumber()) {
        throw malformed(key + "." + entry.getKey() + " is not a number");
      }
      numbers.put(entry.getKey(), entry.getValue().doubleValue());
    }
    return numbers;
  }

  private @Nullable String text(String key) {
    JsonNode node = json.path(key);
    if (!node.isMissingNode() && !node.isTextual()) {
      throw malformed(key + " " + node + " is not text");
    }
    return node.textValue();
  }

  private CheckpointException malformed(String what) {
    return new CheckpointException(Problem.MANIFEST, source + ": " + what);
  }
}
