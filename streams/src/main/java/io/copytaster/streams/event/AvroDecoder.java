package io.copytaster.streams.event;

import static io.copytaster.streams.event.BadEventException.Reason.CORRUPT;
import static io.copytaster.streams.event.BadEventException.Reason.INCOMPATIBLE_SCHEMA;
import static io.copytaster.streams.event.BadEventException.Reason.TRAILING_BYTES;
import static io.copytaster.streams.event.BadEventException.Reason.TRUNCATED;
import static io.copytaster.streams.event.BadEventException.Reason.WRONG_RECORD_TYPE;
import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;

import io.copytaster.streams.event.BadEventException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Messages to events of one kind, whichever published version wrote them. Safe for use by many
 * threads: what it keeps are the readers, one per writer's schema.
 */
public final class AvroDecoder<T extends SpecificRecord> {

  private final WireFormat format;
  private final SpecificData model;
  private final Schema ours;
  private final Map<Long, DatumReader<T>> readers = new ConcurrentHashMap<>();

  /**
   * @param type the generated class of the event
   */
  public AvroDecoder(WireFormat format, Class<T> type) {
    this.format = format;
    this.model = SpecificData.getForClass(type);
    this.ours = model.getSchema(type);
  }

  /**
   * The event in a message.
   *
   * @throws BadEventException if it is not exactly one event of this kind
   * @throws RegistryUnavailableException if its schema must be asked for and the registry is away
   */
  public T decode(byte[] message) {
    DatumReader<T> reader = readerFor(format.schemaKey(message));
    var bytes = new BoundedDecoder(message, format.prefixLength());
    T event = read(reader, bytes);
    if (bytes.remaining() > 0) {
      throw new BadEventException(
          TRAILING_BYTES,
          "%d of %d bytes follow after the %s"
              .formatted(bytes.remaining(), message.length, ours.getName()));
    }
    return event;
  }

  /** Whatever Avro throws over bytes from outside, it is the bytes' fault. */
  private T read(DatumReader<T> reader, BoundedDecoder bytes) {
    try {
      return reader.read(null, bytes);
    } catch (EOFException e) {
      throw unreadable(TRUNCATED, "ends too early", e);
    } catch (IOException | RuntimeException e) {
      throw unreadable(CORRUPT, "is corrupt", e);
    }
  }

  private BadEventException unreadable(Reason reason, String what, Exception cause) {
    return new BadEventException(
        reason, "the %s %s: %s".formatted(ours.getName(), what, cause.getMessage()), cause);
  }

  private DatumReader<T> readerFor(long schemaKey) {
    DatumReader<T> known = readers.get(schemaKey);
    if (known != null) {
      return known;
    }
    var reader = new SpecificDatumReader<T>(readable(format.schema(schemaKey)), ours, model);
    readers.put(schemaKey, reader);
    return reader;
  }

  private Schema readable(Schema theirs) {
    if (theirs.getType() != Schema.Type.RECORD
        || !theirs.getFullName().equals(ours.getFullName())) {
      throw new BadEventException(
          WRONG_RECORD_TYPE,
          "the message is a %s, not a %s".formatted(theirs.getFullName(), ours.getFullName()));
    }
    var verdict = SchemaCompatibility.checkReaderWriterCompatibility(ours, theirs);
    if (verdict.getType() != COMPATIBLE) {
      throw new BadEventException(
          INCOMPATIBLE_SCHEMA,
          "the writer's %s cannot be read: %s"
              .formatted(ours.getName(), verdict.getResult().getIncompatibilities()));
    }
    return theirs;
  }
}
