package io.copytaster.streams.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Events of one kind to messages. Safe for use by many threads: each has its own buffer, which it
 * keeps from one event to the next.
 */
public final class AvroEncoder<T extends SpecificRecord> {

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private final WireFormat format;
  private final Schema schema;
  private final DatumWriter<T> writer;
  private final Map<String, byte[]> prefixes = new ConcurrentHashMap<>();

  /**
   * @param type the generated class of the event
   */
  public AvroEncoder(WireFormat format, Class<T> type) {
    SpecificData model = SpecificData.getForClass(type);
    this.format = format;
    this.schema = model.getSchema(type);
    this.writer = new SpecificDatumWriter<>(schema, model);
  }

  /**
   * The message for an event.
   *
   * @param topic where it is going; a registry keeps schemas by topic
   * @throws RegistryUnavailableException if the registry must be asked and is away
   * @throws RegistryRefusedException if the registry will not have the event's schema
   */
  public byte[] encode(String topic, T event) {
    byte[] prefix = prefix(topic);
    Scratch scratch = SCRATCH.get();
    try {
      return scratch.write(prefix, writer, event);
    } catch (IOException e) {
      throw new AssertionError("memory does not fail to be written", e);
    } finally {
      if (scratch.isOversized()) {
        SCRATCH.remove();
      }
    }
  }

  private byte[] prefix(String topic) {
    byte[] known = prefixes.get(topic);
    if (known != null) {
      return known;
    }
    byte[] prefix = format.prefix(schema, topic);
    prefixes.put(topic, prefix);
    return prefix;
  }

  /** One thread's buffer and encoder. */
  private static final class Scratch extends ByteArrayOutputStream {

    private static final int INITIAL = 4 * 1024;
    private static final int LARGEST_KEPT = 1024 * 1024;

    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(this, null);

    Scratch() {
      super(INITIAL);
    }

    <T> byte[] write(byte[] prefix, DatumWriter<T> writer, T event) throws IOException {
      reset();
      write(prefix);
      writer.write(event, encoder);
      return toByteArray();
    }

    boolean isOversized() {
      return buf.length > LARGEST_KEPT;
    }
  }
}
