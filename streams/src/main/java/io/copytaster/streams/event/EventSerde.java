package io.copytaster.streams.event;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Encoder and decoder as Kafka's clients want them: null, a tombstone, stays null.
 *
 * <p>A topology reads plain bytes and decodes them while it processes: Kafka Streams would give an
 * absent registry, thrown by a deserializer, to the handler that makes dead letters.
 */
public final class EventSerde<T extends SpecificRecord> implements Serde<T> {

  private final AvroEncoder<T> encoder;
  private final AvroDecoder<T> decoder;

  /**
   * @param type the generated class of the event
   */
  public EventSerde(WireFormat format, Class<T> type) {
    this.encoder = new AvroEncoder<>(format, type);
    this.decoder = new AvroDecoder<>(format, type);
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, event) -> event == null ? null : encoder.encode(topic, event);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, message) -> message == null ? null : decoder.decode(message);
  }
}
