package io.copytaster.streams.event;

import static io.copytaster.streams.event.BadEventException.Reason.UNKNOWN_FINGERPRINT;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.copytaster.schemas.published.PublishedSchemas;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Avro's single-object encoding: C3 01, the CRC-64-AVRO fingerprint of the schema (8 bytes, little
 * endian), the datum. The schemas it can name are those ever published.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro</a>
 */
record SingleObjectEncoding() implements WireFormat {

  private static final Prefix PREFIX =
      new Prefix("Avro single-object encoding (registry.url is empty)", "c301", Long.BYTES);

  private static final Map<Long, Schema> PUBLISHED =
      PublishedSchemas.all().stream()
          .collect(
              toUnmodifiableMap(
                  SchemaNormalization::parsingFingerprint64,
                  schema -> schema,
                  (earlier, same) -> same));

  @Override
  public int prefixLength() {
    return PREFIX.length();
  }

  @Override
  public byte[] prefix(Schema schema, String topic) {
    long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    return PREFIX.begin().order(LITTLE_ENDIAN).putLong(fingerprint).array();
  }

  @Override
  public long schemaKey(byte[] message) {
    return PREFIX.nameIn(message).order(LITTLE_ENDIAN).getLong();
  }

  @Override
  public Schema schema(long schemaKey) {
    Schema schema = PUBLISHED.get(schemaKey);
    if (schema == null) {
      throw new BadEventException(
          UNKNOWN_FINGERPRINT,
          "no published schema has the fingerprint %016x; if a newer producer wrote it, upgrade"
              .formatted(schemaKey));
    }
    return schema;
  }
}
