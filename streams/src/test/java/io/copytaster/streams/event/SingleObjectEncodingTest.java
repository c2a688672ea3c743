package io.copytaster.streams.event;

import static io.copytaster.streams.event.BadEventException.Reason.CORRUPT;
import static io.copytaster.streams.event.BadEventException.Reason.TRAILING_BYTES;
import static io.copytaster.streams.event.BadEventException.Reason.TRUNCATED;
import static io.copytaster.streams.event.BadEventException.Reason.UNKNOWN_FINGERPRINT;
import static io.copytaster.streams.event.BadEventException.Reason.WRONG_MARKER;
import static io.copytaster.streams.event.BadEventException.Reason.WRONG_RECORD_TYPE;
import static io.copytaster.streams.event.Samples.concatenated;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import io.copytaster.schemas.published.PublishedSchemas;
import io.copytaster.streams.event.BadEventException.Reason;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;

/** Without a registry: what is written is read, by Avro too, and nothing malformed gets through. */
class SingleObjectEncodingTest {

  private static final HexFormat HEX = HexFormat.of();

  private final WireFormat format = WireFormat.singleObject();
  private final AvroEncoder<RawNews> encoder = new AvroEncoder<>(format, RawNews.class);
  private final AvroDecoder<RawNews> decoder = new AvroDecoder<>(format, RawNews.class);
  private final byte[] message = encoder.encode("news.raw", Samples.rawNews());

  @Test
  void event_survivesTheWire() {
    assertThat(decoder.decode(message)).isEqualTo(Samples.rawNews());
    var labelled = Samples.labeledNews();
    byte[] bytes = new AvroEncoder<>(format, LabeledNews.class).encode("news.labeled", labelled);
    assertThat(new AvroDecoder<>(format, LabeledNews.class).decode(bytes)).isEqualTo(labelled);
  }

  @Test
  void bytes_areAvrosOwn() throws Exception {
    assertThat(message).isEqualTo(Samples.rawNews().toByteBuffer().array());
    assertThat(RawNews.fromByteBuffer(ByteBuffer.wrap(message))).isEqualTo(Samples.rawNews());
  }

  /** Bytes as v1 wrote them, kept: neither fingerprint nor encoding may drift. */
  @Test
  void keptMessageOfV1_isRead() {
    var news =
        RawNews.newBuilder()
            .setId("w-1")
            .setTitle("A")
            .setPublishedAt(Samples.NOON)
            .setAttributes(Map.of("desk", "foreign"))
            .build();
    String kept =
        "c30151836aca9fe917a006772d3102410000000002f4aba894956702086465736b0e666f726569676e00";
    assertThat(decoder.decode(HEX.parseHex(kept))).isEqualTo(news);
  }

  @Test
  void everyPublishedVersion_isRead() {
    for (int version = 1; version <= PublishedSchemas.versions(); version++) {
      for (Schema schema : PublishedSchemas.version(version)) {
        if (schema.getName().equals("RawNews")) {
          var record = new GenericData.Record(schema);
          schema.getFields().stream()
              .filter(Schema.Field::hasDefaultValue)
              .forEach(field -> record.put(field.pos(), GenericData.get().getDefaultValue(field)));
          record.put("id", "w-7");
          byte[] old = concatenated(prefixOf(schema), Samples.binary(record));
          assertThat(decoder.decode(old).getId()).as("v%d", version).isEqualTo("w-7");
        }
      }
    }
  }

  @Test
  void otherFormats_haveTheWrongMarker() {
    assertBad("{\"id\": \"w-1\"}".getBytes(UTF_8), WRONG_MARKER, "7b22", "registry.url is empty");
    assertBad(HEX.parseHex("0000000001"), WRONG_MARKER, "0000");
  }

  @Test
  void messageCutAnywhere_isTruncated() {
    for (int length = 0; length < message.length; length++) {
      assertBad(Arrays.copyOf(message, length), TRUNCATED);
    }
  }

  @Test
  void bytesAfterTheEvent_areNotIgnored() {
    assertBad(concatenated(message, new byte[3]), TRAILING_BYTES, "3 of " + (message.length + 3));
  }

  @Test
  void schemaNeverPublished_isNamed() {
    byte[] unknown = message.clone();
    unknown[2] ^= 1;
    long fingerprint = SchemaNormalization.parsingFingerprint64(RawNews.getClassSchema()) ^ 1;
    assertBad(unknown, UNKNOWN_FINGERPRINT, "%016x".formatted(fingerprint));
  }

  @Test
  void otherEvent_isTheWrongRecordType() {
    byte[] labelled =
        new AvroEncoder<>(format, LabeledNews.class).encode("news.raw", Samples.labeledNews());
    assertBad(labelled, WRONG_RECORD_TYPE, "LabeledNews, not a io.copytaster.schemas.RawNews");
  }

  @Test
  void choiceThatDoesNotExist_isCorrupt() {
    // id, title and body empty; source takes the union's branch 5.
    assertBad(concatenated(prefixOf(RawNews.getClassSchema()), HEX.parseHex("0000000a")), CORRUPT);
  }

  @Test
  void hostileLengths_allocateNothing() {
    byte[] prefix = prefixOf(RawNews.getClassSchema());
    byte[] hugeString = concatenated(prefix, HEX.parseHex("feffffff0f"));
    byte[] hugeMap =
        concatenated(prefix, HEX.parseHex("000000" + "00000000" + "80808080808080802002610262"));
    for (byte[] hostile : new byte[][] {hugeString, hugeMap}) {
      assertBad(hostile, TRUNCATED);
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      assertBad(hostile, TRUNCATED);
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    }
  }

  @Test
  void damagedMessages_areEventsOrBadEvents() {
    long seed = 7;
    var random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = message.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        int at = format.prefixLength() + random.nextInt(damaged.length - format.prefixLength());
        damaged[at] = (byte) random.nextInt();
      }
      try {
        decoder.decode(damaged);
      } catch (BadEventException e) {
        assertThat(e.reason()).isIn(TRUNCATED, TRAILING_BYTES, CORRUPT);
      } catch (Throwable e) {
        throw new AssertionError(
            "seed %d, round %d: %s".formatted(seed, round, HEX.formatHex(damaged)), e);
      }
    }
  }

  private byte[] prefixOf(Schema schema) {
    return format.prefix(schema, "news.raw");
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
