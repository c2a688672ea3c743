package io.copytaster.streams.event;

import org.apache.avro.Schema;

/**
 * How a message says which schema wrote it: some bytes before the datum.
 *
 * <p>One setting chooses, {@code registry.url}: with it {@link #confluent}, without it {@link
 * #singleObject}. Nothing is guessed from the bytes.
 */
public sealed interface WireFormat permits SingleObjectEncoding, ConfluentFrame {

  /** Avro's own single-object encoding: C3 01, the schema's fingerprint, the datum. */
  static WireFormat singleObject() {
    return new SingleObjectEncoding();
  }

  /** Confluent's frame: 00, the schema's id in the registry, the datum. */
  static WireFormat confluent(RegistryAccess settings) {
    return new ConfluentFrame(new SchemaRegistry(settings));
  }

  /** How many bytes stand before the datum. */
  int prefixLength();

  /**
   * The bytes that name this schema.
   *
   * @param schema one of the compiled events'
   * @param topic where the message is going
   * @throws RegistryUnavailableException if a registry must be asked and is away
   * @throws RegistryRefusedException if the registry will not have the schema
   */
  byte[] prefix(Schema schema, String topic);

  /**
   * What the message calls its schema: an id or a fingerprint.
   *
   * @throws BadEventException if the message does not begin as this format does
   */
  long schemaKey(byte[] message);

  /**
   * The schema of that name.
   *
   * @throws BadEventException if there is none
   * @throws RegistryUnavailableException if a registry must be asked and is away
   */
  Schema schema(long schemaKey);
}
