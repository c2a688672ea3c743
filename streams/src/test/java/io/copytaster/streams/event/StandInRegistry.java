package io.copytaster.streams.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;

/** A schema registry in this process, with as much of Confluent's REST API as the client asks. */
public final class StandInRegistry implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<ObjectNode> schemas = new CopyOnWriteArrayList<>();
  private final Map<String, List<Integer>> subjects = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String credentials = "";
  private volatile int failure;

  public StandInRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Every request so far, as method and path. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** From now on answers only this user and password, {@code user:password} in Base64. */
  void demand(String base64) {
    credentials = base64;
  }

  /** From now on answers everything with this status; 0 answers properly again. */
  public void failWith(int status) {
    failure = status;
  }

  public int register(String subject, Schema schema) {
    return register(subject, JSON.createObjectNode().put("schema", schema.toString()));
  }

  /** Ids begin at 1; the same schema always gets the same. */
  int register(String subject, ObjectNode schema) {
    int at = schemas.indexOf(schema);
    if (at < 0) {
      schemas.add(schema);
      at = schemas.size() - 1;
    }
    subjects.computeIfAbsent(subject, name -> new ArrayList<>()).add(at + 1);
    return at + 1;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String said = exchange.getRequestHeaders().getFirst("Authorization");
    if (failure != 0) {
      send(exchange, failure, error(failure * 100 + 1, "told to fail"));
    } else if (!credentials.isEmpty() && !("Basic " + credentials).equals(said)) {
      send(exchange, 401, error(40101, "who are you?"));
    } else if (path.startsWith("/schemas/ids/")) {
      byId(exchange, Integer.parseInt(path.substring("/schemas/ids/".length())));
    } else if (path.startsWith("/compatibility/subjects/")) {
      compatibility(exchange, path.split("/")[3]);
    } else if (path.startsWith("/subjects/")) {
      subject(exchange, path.split("/"));
    } else {
      send(exchange, 404, error(404, "HTTP 404 Not Found"));
    }
  }

  private void byId(HttpExchange exchange, int id) throws IOException {
    if (id < 1 || id > schemas.size()) {
      send(exchange, 404, error(40403, "Schema " + id + " not found"));
    } else {
      send(exchange, 200, schemas.get(id - 1));
    }
  }

  /** Whether the subject's latest version and the asked one read each other. */
  private void compatibility(HttpExchange exchange, String escaped) throws IOException {
    String subject = URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    List<Integer> ids = subjects.getOrDefault(subject, List.of());
    if (ids.isEmpty()) {
      send(exchange, 404, error(40401, "no subject " + subject));
      return;
    }
    var asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
    boolean compatible = true;
    try {
      new SchemaValidatorBuilder()
          .mutualReadStrategy()
          .validateLatest()
          .validate(
              new Schema.Parser().parse(asked.path("schema").asText()),
              List.of(
                  new Schema.Parser()
                      .parse(schemas.get(ids.get(ids.size() - 1) - 1).path("schema").asText())));
    } catch (SchemaValidationException e) {
      compatible = false;
    }
    send(exchange, 200, JSON.createObjectNode().put("is_compatible", compatible));
  }

  /** {@code /subjects/NAME}, {@code /subjects/NAME/versions} or {@code …/versions/NUMBER}. */
  private void subject(HttpExchange exchange, String[] path) throws IOException {
    String subject = URLDecoder.decode(path[2], StandardCharsets.UTF_8);
    List<Integer> ids = subjects.getOrDefault(subject, List.of());
    if (path.length == 5) {
      int version = Integer.parseInt(path[4]);
      byId(exchange, version > ids.size() ? 0 : ids.get(version - 1));
      return;
    }
    ObjectNode asked = (ObjectNode) JSON.readTree(exchange.getRequestBody().readAllBytes());
    if (path.length == 4) {
      send(exchange, 200, JSON.createObjectNode().put("id", register(subject, asked)));
      return;
    }
    int id = schemas.indexOf(asked) + 1;
    if (ids.contains(id)) {
      send(exchange, 200, JSON.createObjectNode().put("id", id).put("subject", subject));
    } else {
      int code = ids.isEmpty() ? 40401 : 40403;
      send(exchange, 404, error(code, "not under " + subject));
    }
  }

  private static JsonNode error(int code, String message) {
    return JSON.createObjectNode().put("error_code", code).put("message", message);
  }

  private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
