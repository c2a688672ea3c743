package io.copytaster.schemas.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Every published version of every event: what bytes on the topics may have been written with. */
public final class PublishedSchemas {

  /** The events' record names; a schema may name those before it. */
  private static final List<String> EVENTS = List.of("RawNews", "LabeledNews", "ModelAnnouncement");

  /** One list of schemas per version, the first published first. */
  private static final List<List<Schema>> VERSIONS = load();

  private PublishedSchemas() {}

  /** How many versions there are; they are called v1, v2 and so on. */
  public static int versions() {
    return VERSIONS.size();
  }

  /**
   * The events as version {@code version} has them.
   *
   * @param version from 1 to {@link #versions()}
   */
  public static List<Schema> version(int version) {
    return VERSIONS.get(version - 1);
  }

  /** Every version of every event, the first published first. */
  public static List<Schema> all() {
    return VERSIONS.stream().flatMap(List::stream).toList();
  }

  /**
   * The newest published version of one event, documentation included and without any hint to a
   * code generator: the text to hand to a registry.
   *
   * @param fullName the record's name with its namespace
   * @throws IllegalArgumentException if no such event was ever published
   */
  public static Schema newest(String fullName) {
    return version(versions()).stream()
        .filter(schema -> schema.getFullName().equals(fullName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(fullName + " is not in v" + versions()));
  }

  private static List<List<Schema>> load() {
    var versions = new ArrayList<List<Schema>>();
    for (var found = load(1); !found.isEmpty(); found = load(versions.size() + 1)) {
      versions.add(List.copyOf(found));
    }
    if (versions.isEmpty()) {
      throw new IllegalStateException("the published schemas are missing from the class path");
    }
    return List.copyOf(versions);
  }

  private static List<Schema> load(int version) {
    var parser = new Schema.Parser();
    var found = new ArrayList<Schema>();
    for (String event : EVENTS) {
      String resource = "v" + version + "/" + event + ".avsc";
      try (InputStream text = PublishedSchemas.class.getResourceAsStream(resource)) {
        if (text != null) {
          found.add(parser.parse(text));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(resource, e);
      }
    }
    return found;
  }
}
