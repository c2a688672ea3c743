package io.copytaster.streams.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stand-in answers as the registries' documentation says they do. */
class StandInRegistryTest {

  private final StandInRegistry registry = new StandInRegistry();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void sameSchema_hasOneIdUnderEverySubject() {
    Schema text = Schema.create(Schema.Type.STRING);
    assertThat(registry.register("a-value", text)).isEqualTo(1);
    assertThat(registry.register("b-value", text)).isEqualTo(1);
    assertThat(registry.register("b-value", Schema.create(Schema.Type.LONG))).isEqualTo(2);
  }

  @Test
  void knownId_isAnsweredWithItsSchema() throws Exception {
    registry.register("a-value", Schema.create(Schema.Type.STRING));
    assertThat(get("/schemas/ids/1")).isEqualTo("200 {\"schema\":\"\\\"string\\\"\"}");
    assertThat(get("/subjects/a-value/versions/1")).startsWith("200 ");
  }

  @Test
  void unknownThings_haveTheRegistrysOwnCodes() throws Exception {
    assertThat(get("/schemas/ids/9")).startsWith("404 {\"error_code\":40403");
    assertThat(get("/elsewhere")).startsWith("404 {\"error_code\":404,");
  }

  private String get(String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(registry.url() + path)).build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }
}
