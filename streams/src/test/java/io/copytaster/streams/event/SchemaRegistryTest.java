package io.copytaster.streams.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each answer of a registry is put down to whoever can do something about it. */
class SchemaRegistryTest {

  private static final Schema TEXT = Schema.create(Schema.Type.STRING);

  private final StandInRegistry registry = new StandInRegistry();
  private final SchemaRegistry client = new SchemaRegistry(RegistryAccess.of(registry.url()));

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void unregisteredSchema_isRefusedWithTheWayOut() {
    assertThatThrownBy(() -> client.id("news.labeled-value", TEXT))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageContainingAll("news.labeled-value", "registry.auto-register=true");
    assertThat(registry.requests()).noneMatch(request -> request.contains("/versions"));
  }

  @Test
  void autoRegister_registersOnce() {
    var settings = new RegistryAccess(registry.url(), "", "", true, Duration.ofSeconds(5));
    assertThat(new SchemaRegistry(settings).id("a topic/1-value", TEXT)).isEqualTo(1);
    assertThat(new SchemaRegistry(settings).id("a topic/1-value", TEXT)).isEqualTo(1);
    assertThat(registry.requests())
        .containsExactly(
            "POST /subjects/a%20topic%2F1-value?normalize=true",
            "POST /subjects/a%20topic%2F1-value/versions?normalize=true",
            "POST /subjects/a%20topic%2F1-value?normalize=true");
  }

  @Test
  void references_areFollowed() {
    Schema inner = Schema.createFixed("Inner", null, "demo", 2);
    registry.register("inner", inner);
    var outer = JsonNodeFactory.instance.objectNode();
    outer.put("schema", "{\"type\": \"array\", \"items\": \"demo.Inner\"}");
    outer.putArray("references").addObject().put("subject", "inner").put("version", 1);
    int id = registry.register("outer", outer);
    assertThat(client.schema(id)).isEqualTo(Schema.createArray(inner));
  }

  @Test
  void credentials_areSentFromSettingsAndAddress() {
    registry.register("s", TEXT);
    registry.demand(Base64.getEncoder().encodeToString("ann:s3cret:ü".getBytes(UTF_8)));
    assertThatThrownBy(() -> client.schema(1))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageContainingAll("401", "registry.user");
    String address = registry.url().toString().replace("://", "://ann:s3cret:%C3%BC@");
    assertThat(new SchemaRegistry(RegistryAccess.of(URI.create(address))).schema(1))
        .isEqualTo(TEXT);
  }

  @Test
  void wrongAddress_isNotHeldAgainstTheMessage() {
    var elsewhere = RegistryAccess.of(URI.create(registry.url() + "/apis/wrong"));
    assertThatThrownBy(() -> new SchemaRegistry(elsewhere).schema(1))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageContainingAll("/apis/wrong/schemas/ids/1", "404", "registry.url");
  }

  @Test
  void overloadedOrBroken_isTemporary() {
    for (int status : new int[] {408, 429, 500, 502, 503}) {
      registry.failWith(status);
      assertThatThrownBy(() -> client.schema(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining(String.valueOf(status));
    }
  }

  @Test
  void incompatibleSchema_namesTheSubjectsRule() {
    registry.failWith(409);
    assertThatThrownBy(() -> client.id("s", TEXT))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageContaining("compatibility level");
  }

  @Test
  void nobodyListening_isTemporary() {
    URI gone = registry.url();
    registry.close();
    assertThatThrownBy(() -> new SchemaRegistry(RegistryAccess.of(gone)).schema(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("did not answer");
  }

  @Test
  void silence_endsAtTheTimeout() throws Exception {
    try (var silent = new ServerSocket(0)) {
      var url = URI.create("http://user:s3cret@localhost:" + silent.getLocalPort());
      var settings = new RegistryAccess(url, "", "", false, Duration.ofMillis(200));
      assertThatThrownBy(() -> new SchemaRegistry(settings).schema(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageNotContaining("s3cret");
    }
  }
}
