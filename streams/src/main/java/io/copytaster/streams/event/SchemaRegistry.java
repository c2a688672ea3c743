package io.copytaster.streams.event;

import static io.copytaster.streams.event.BadEventException.Reason.UNKNOWN_SCHEMA_ID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * The schemas of a registry by id, and the ids of ours by subject. Both never change once given, so
 * each is asked for once. Safe for use by many threads.
 */
final class SchemaRegistry {

  private final RegistryHttp http;
  private final RegistryAccess settings;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<String, Integer> ids = new ConcurrentHashMap<>();

  SchemaRegistry(RegistryAccess settings) {
    this.settings = settings;
    this.http = new RegistryHttp(settings);
  }

  /**
   * The schema behind an id.
   *
   * @throws BadEventException if there is none, or it is not Avro
   * @throws RegistryUnavailableException if the registry is away
   */
  Schema schema(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    JsonNode answer =
        (id < 0 ? Optional.<JsonNode>empty() : http.get("/schemas/ids/" + id))
            .orElseThrow(
                () ->
                    new BadEventException(
                        UNKNOWN_SCHEMA_ID,
                        "schema id %s is unknown to %s (registry.url)"
                            .formatted(Integer.toUnsignedString(id), settings.url())));
    Schema schema = avro(id, answer);
    schemas.put(id, schema);
    return schema;
  }

  /**
   * The id under which this schema stands in the subject; registers it where that is allowed.
   *
   * @throws RegistryRefusedException if it is not there and may not be registered
   * @throws RegistryUnavailableException if the registry is away
   */
  int id(String subject, Schema schema) {
    String key = subject + " " + schema.getFullName();
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    int id = lookUp(subject, schema).orElseGet(() -> register(subject, schema));
    ids.put(key, id);
    return id;
  }

  /**
   * Whether the subject, if there is one, takes this schema as its next version.
   *
   * @throws RegistryUnavailableException if the registry is away
   */
  boolean takes(String subject, Schema schema) {
    return http.post(
            "/compatibility/subjects/" + escaped(subject) + "/versions/latest", body(schema))
        .map(answer -> answer.path("is_compatible").asBoolean())
        .orElse(true);
  }

  /** The id of this schema in the subject, if it is there. */
  Optional<Integer> lookUp(String subject, Schema schema) {
    return http.post("/subjects/" + escaped(subject) + "?normalize=true", body(schema))
        .map(answer -> id(subject, answer));
  }

  private int register(String subject, Schema schema) {
    if (!settings.autoRegister()) {
      throw new RegistryRefusedException(
          "%s is not registered under the subject %s at %s: register it, or set"
                  .formatted(schema.getFullName(), subject, settings.url())
              + " registry.auto-register=true");
    }
    String path = "/subjects/" + escaped(subject) + "/versions?normalize=true";
    return http.post(path, body(schema))
        .map(answer -> id(subject, answer))
        .orElseThrow(() -> new RegistryRefusedException("no subject " + subject + " to register"));
  }

  private static int id(String subject, JsonNode answer) {
    if (!answer.path("id").canConvertToInt()) {
      throw new RegistryRefusedException(
          "the schema registry gave no id for the subject " + subject + ": " + answer);
    }
    return answer.path("id").asInt();
  }

  private Schema avro(int id, JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new BadEventException(
          UNKNOWN_SCHEMA_ID, "schema id " + id + " is " + type + ", not AVRO");
    }
    try {
      var parser = new Schema.Parser();
      parseReferences(parser, answer, new HashSet<>());
      return parser.parse(answer.path("schema").asText());
    } catch (SchemaParseException e) {
      throw new BadEventException(
          UNKNOWN_SCHEMA_ID, "schema id " + id + " is not valid Avro: " + e.getMessage(), e);
    }
  }

  /** Teaches the parser what the schema refers to, each once, the innermost first. */
  private void parseReferences(Schema.Parser parser, JsonNode answer, Set<String> seen) {
    for (JsonNode reference : answer.path("references")) {
      String path =
          "/subjects/%s/versions/%d"
              .formatted(
                  escaped(reference.path("subject").asText()), reference.path("version").asInt());
      if (seen.add(path)) {
        JsonNode referred =
            http.get(path)
                .orElseThrow(
                    () -> new SchemaParseException("it refers to " + path + ", not there"));
        parseReferences(parser, referred, seen);
        parser.parse(referred.path("schema").asText());
      }
    }
  }

  private static JsonNode body(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
  }

  private static String escaped(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
