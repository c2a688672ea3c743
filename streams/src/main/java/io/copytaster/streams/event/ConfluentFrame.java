package io.copytaster.streams.event;

import io.copytaster.schemas.published.PublishedSchemas;
import org.apache.avro.Schema;

/**
 * Confluent's frame: 00, the schema's id in the registry (4 bytes, big endian), the datum. Subjects
 * are named after the topic, {@code news.labeled-value}.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">Wire
 *     format</a>
 */
record ConfluentFrame(SchemaRegistry registry) implements WireFormat {

  private static final Prefix PREFIX =
      new Prefix("Confluent's frame (registry.url is set)", "00", Integer.BYTES);

  /** Where the registry keeps the schemas of a topic's values. */
  static String subject(String topic) {
    return topic + "-value";
  }

  @Override
  public int prefixLength() {
    return PREFIX.length();
  }

  @Override
  public byte[] prefix(Schema schema, String topic) {
    Schema published = PublishedSchemas.newest(schema.getFullName());
    return PREFIX.begin().putInt(registry.id(subject(topic), published)).array();
  }

  @Override
  public long schemaKey(byte[] message) {
    return PREFIX.nameIn(message).getInt();
  }

  @Override
  public Schema schema(long schemaKey) {
    return registry.schema((int) schemaKey);
  }
}
