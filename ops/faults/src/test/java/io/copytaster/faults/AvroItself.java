package io.copytaster.faults;

import io.copytaster.schemas.RawNews;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;

/** What Avro's own reader makes of bytes, as a second opinion beside the service's. */
final class AvroItself {

  private static final Schema SCHEMA = RawNews.getClassSchema();
  private static final byte[] PREFIX =
      ByteBuffer.allocate(10)
          .order(ByteOrder.LITTLE_ENDIAN)
          .put(new byte[] {(byte) 0xC3, 1})
          .putLong(SchemaNormalization.parsingFingerprint64(SCHEMA))
          .array();

  /** Else Avro makes room for whatever length is claimed. */
  private static final String LONGEST_STRING = "org.apache.avro.limits.string.maxLength";

  static {
    System.setProperty(LONGEST_STRING, Integer.toString(1 << 20));
  }

  private AvroItself() {}

  /** Whether they are one article in the newest schema's single-object encoding, to the last. */
  static boolean canRead(byte[] value) {
    if (!ByteBuffer.wrap(value)
        .slice(0, Math.min(PREFIX.length, value.length))
        .equals(ByteBuffer.wrap(PREFIX))) {
      return false;
    }
    var bytes = new ByteArrayInputStream(value, PREFIX.length, value.length - PREFIX.length);
    try {
      new GenericDatumReader<>(SCHEMA)
          .read(null, DecoderFactory.get().directBinaryDecoder(bytes, null));
      return bytes.available() == 0;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
