package io.copytaster.streams.event;

import static io.copytaster.streams.event.BadEventException.Reason.INCOMPATIBLE_SCHEMA;
import static io.copytaster.streams.event.BadEventException.Reason.TRUNCATED;
import static io.copytaster.streams.event.BadEventException.Reason.UNKNOWN_SCHEMA_ID;
import static io.copytaster.streams.event.BadEventException.Reason.WRONG_MARKER;
import static io.copytaster.streams.event.BadEventException.Reason.WRONG_RECORD_TYPE;
import static io.copytaster.streams.event.Samples.concatenated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.copytaster.schemas.RawNews;
import io.copytaster.schemas.published.PublishedSchemas;
import io.copytaster.streams.event.BadEventException.Reason;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a registry: the frame names the schema by id, and whatever it names is read as ours. */
class ConfluentFrameTest {

  private static final Schema PUBLISHED =
      PublishedSchemas.newest(RawNews.getClassSchema().getFullName());

  private final StandInRegistry registry = new StandInRegistry();
  private final WireFormat format = WireFormat.confluent(RegistryAccess.of(registry.url()));
  private final AvroEncoder<RawNews> encoder = new AvroEncoder<>(format, RawNews.class);
  private final AvroDecoder<RawNews> decoder = new AvroDecoder<>(format, RawNews.class);

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void event_survivesTheWireUnderItsId() {
    registry.register("other-value", Schema.create(Schema.Type.STRING));
    int id = registry.register("news.raw-value", PUBLISHED);
    byte[] message = encoder.encode("news.raw", Samples.rawNews());
    assertThat(ByteBuffer.wrap(message, 0, 5).get()).isZero();
    assertThat(ByteBuffer.wrap(message, 1, 4).getInt()).isEqualTo(id);
    assertThat(decoder.decode(message)).isEqualTo(Samples.rawNews());
  }

  @Test
  void registry_isAskedOnceForEachSchema() {
    registry.register("news.raw-value", PUBLISHED);
    for (int i = 0; i < 50; i++) {
      decoder.decode(encoder.encode("news.raw", Samples.rawNews()));
    }
    assertThat(registry.requests())
        .containsExactly("POST /subjects/news.raw-value?normalize=true", "GET /schemas/ids/1");
  }

  @Test
  void producersOwnFields_areSkippedAndOursDefaulted() {
    Schema theirs =
        news().requiredString("id").requiredString("slug").requiredString("title").endRecord();
    var record =
        new GenericRecordBuilder(theirs).set("id", "a").set("slug", "s").set("title", "t").build();
    RawNews news = decoder.decode(framed(theirs, Samples.binary(record)));
    assertThat(news.getTitle()).isEqualTo("t");
    assertThat(news.getBody()).isEmpty();
    assertThat(news.getAttributes()).isEmpty();
  }

  @Test
  void unknownId_isTheMessagesFault() {
    assertBad(new byte[] {0, 0, 0, 0, 9, 1}, UNKNOWN_SCHEMA_ID, "schema id 9");
    assertBad(new byte[] {0, -1, 0, 0, 0, 1}, UNKNOWN_SCHEMA_ID, "schema id 4278190080");
  }

  @Test
  void schemaOfOtherKind_isNotAvro() {
    var json = new ObjectMapper().createObjectNode();
    int id = registry.register("x", json.put("schema", "{}").put("schemaType", "JSON"));
    assertBad(new byte[] {0, 0, 0, 0, (byte) id}, UNKNOWN_SCHEMA_ID, "is JSON, not AVRO");
  }

  @Test
  void otherRecordUnderTheId_isTheWrongType() {
    Schema order = SchemaBuilder.record("shop.Order").fields().requiredString("id").endRecord();
    assertBad(framed(order, new byte[] {0}), WRONG_RECORD_TYPE, "shop.Order");
    assertBad(framed(Schema.create(Schema.Type.STRING), new byte[] {0}), WRONG_RECORD_TYPE);
  }

  @Test
  void sameNameWithOtherTypes_cannotBeRead() {
    Schema theirs = news().requiredInt("id").endRecord();
    assertBad(framed(theirs, new byte[] {2}), INCOMPATIBLE_SCHEMA, "RawNews");
  }

  @Test
  void singleObjectMessages_areNotGuessed() {
    byte[] other =
        new AvroEncoder<>(WireFormat.singleObject(), RawNews.class)
            .encode("news.raw", Samples.rawNews());
    assertBad(other, WRONG_MARKER, "c3", "registry.url is set");
    assertBad(new byte[] {0, 0, 0}, TRUNCATED, "3 bytes");
  }

  @Test
  void registryAway_isNobodysFaultAndPasses() {
    registry.register("news.raw-value", PUBLISHED);
    byte[] message = encoder.encode("news.raw", Samples.rawNews());
    registry.failWith(503);
    assertThatThrownBy(() -> decoder.decode(message))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("503");
    registry.failWith(0);
    assertThat(decoder.decode(message)).isEqualTo(Samples.rawNews());
  }

  private static SchemaBuilder.FieldAssembler<Schema> news() {
    return SchemaBuilder.record(PUBLISHED.getFullName()).fields();
  }

  private byte[] framed(Schema schema, byte[] datum) {
    int id = registry.register("news.raw-value", schema);
    return concatenated(new byte[] {0}, ByteBuffer.allocate(4).putInt(id).array(), datum);
  }

  private void assertBad(byte[] bytes, Reason reason, String... said) {
    assertThatThrownBy(() -> decoder.decode(bytes))
        .isInstanceOfSatisfying(
            BadEventException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              List.of(said).forEach(part -> assertThat(e).hasMessageContaining(part));
            });
  }
}
