package io.copytaster.streams.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * One question to the registry, and its answer sorted by whose fault it is.
 *
 * <p>Only a 404 that carries the registry's own error code (40401 to 40403) means that the thing
 * does not exist. Any other 404 comes from a wrong address, and must not be held against a message.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">API</a>
 */
final class RegistryHttp {

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryAccess settings;
  private final HttpClient http;

  RegistryHttp(RegistryAccess settings) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * The answer to a GET, or nothing if the registry knows no such thing.
   *
   * @param path below the registry's address, begins with a slash, already escaped
   * @throws RegistryUnavailableException if it does not answer, or is overloaded or broken
   * @throws RegistryRefusedException if it answers anything else
   */
  Optional<JsonNode> get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  /** Like {@link #get}, with a JSON body. */
  Optional<JsonNode> post(String path, JsonNode body) {
    return send("POST", path, BodyPublishers.ofString(body.toString()));
  }

  private Optional<JsonNode> send(String method, String path, BodyPublisher body) {
    URI uri = URI.create(settings.url() + path);
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(settings.timeout())
            .header("Accept", MEDIA_TYPE + ", application/json")
            .header("Content-Type", MEDIA_TYPE)
            .method(method, body);
    if (!settings.user().isEmpty()) {
      request.header("Authorization", "Basic " + credentials());
    }
    String question = method + " " + uri;
    try {
      return sort(question, http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new RegistryUnavailableException(
          "the schema registry did not answer " + question + " (registry.url): " + why, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("interrupted while waiting for " + question, e);
    }
  }

  private static Optional<JsonNode> sort(String question, HttpResponse<String> response) {
    int status = response.statusCode();
    JsonNode answer = parse(response.body());
    int code = answer.path("error_code").asInt();
    if (status == 200 && answer.isObject()) {
      return Optional.of(answer);
    }
    if (status == 404 && code >= 40401 && code <= 40403) {
      return Optional.empty();
    }
    String said = question + " with " + status + ": " + answer.path("message").asText("no message");
    if (status >= 500 || status == 429 || status == 408) {
      throw new RegistryUnavailableException("the schema registry answered " + said, null);
    }
    throw new RegistryRefusedException(
        "the schema registry answered " + said + "; look at " + culprit(status));
  }

  private static String culprit(int status) {
    return switch (status) {
      case 401, 403 -> "registry.user and registry.password";
      case 409, 422 -> "the compatibility level of the subject";
      default -> "registry.url: it must be the root of Confluent's REST API";
    };
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private String credentials() {
    String pair = settings.user() + ":" + settings.password();
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
