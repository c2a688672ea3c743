package io.copytaster.faults;

import io.copytaster.schemas.RawNews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Mutated events, random bytes and hostile texts, the same for a seed. */
final class Fuzzer {

  private static final int PREFIX = 10;
  private static final int MOST_MUTATIONS = 6;
  private static final int MOST_RANDOM_BYTES = 1_500;
  private static final int MOST_BROKEN_BYTES = 300;
  private static final String BEFORE = "Markets rose ";

  private final Random random;
  private final HostileText text;

  Fuzzer(long seed) {
    random = new Random(seed);
    text = new HostileText(random);
  }

  /**
   * @param key of the record
   */
  Fuzz next(String key) {
    return switch (random.nextInt(8)) {
      case 0 -> garbage(key, randomBytes());
      case 1 -> garbage(key, randomBytesAfterThePrefix());
      case 2 -> garbage(key, cut());
      case 3 -> garbage(key, random.nextInt(10) == 0 ? null : blank());
      case 4, 5 -> mutant(key);
      case 6 -> new Fuzz(brokenUtf8(), new Sent.Gibberish(key));
      default -> new Fuzz(bytes(news(text.withWords())), new Sent.Gibberish(key));
    };
  }

  private static Fuzz garbage(String key, byte @Nullable [] value) {
    return new Fuzz(value, new Sent.Garbage(key, Checksum.of(value)));
  }

  private Fuzz mutant(String key) {
    byte[] value = mutated(bytes(news(text.withWords())));
    return AvroItself.canRead(value)
        ? new Fuzz(value, new Sent.Mutant(key, Checksum.of(value)))
        : garbage(key, value);
  }

  /** May be empty; never begins as an event does. */
  private byte[] randomBytes() {
    var bytes = new byte[random.nextInt(MOST_RANDOM_BYTES)];
    random.nextBytes(bytes);
    if (bytes.length > 0) {
      bytes[0] &= 0x7F;
    }
    return bytes;
  }

  /** An announcement of an event, and then lengths that lead nowhere: the first is negative. */
  private byte[] randomBytesAfterThePrefix() {
    byte[] bytes = Arrays.copyOf(bytes(news("x")), PREFIX + 1 + random.nextInt(MOST_RANDOM_BYTES));
    byte[] tail = new byte[bytes.length - PREFIX];
    random.nextBytes(tail);
    tail[0] = (byte) (2 * random.nextInt(64) + 1);
    System.arraycopy(tail, 0, bytes, PREFIX, tail.length);
    return bytes;
  }

  /** Any part of an event from its beginning is none: its last byte ends the attributes. */
  private byte[] cut() {
    byte[] whole = bytes(news(text.withWords()));
    return Arrays.copyOf(whole, random.nextInt(whole.length));
  }

  private byte[] blank() {
    var builder = RawNews.newBuilder(news(text.withoutWords())).setTitle(text.withoutWords());
    return bytes(builder.build());
  }

  /** Between words, what was text is bytes that are no UTF-8. */
  private byte[] brokenUtf8() {
    int length = 1 + random.nextInt(MOST_BROKEN_BYTES);
    byte[] value = bytes(news(BEFORE + "#".repeat(length) + " on Friday"));
    int from = new String(value, StandardCharsets.ISO_8859_1).indexOf(BEFORE) + BEFORE.length();
    for (int i = from; i < from + length; i++) {
      value[i] = (byte) (0x80 | random.nextInt(0x80));
    }
    return value;
  }

  private byte[] mutated(byte[] event) {
    byte[] bytes = event;
    int mutations = 1 + random.nextInt(MOST_MUTATIONS);
    for (int i = 0; i < mutations && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(Byte.SIZE)));
            case 1 -> with(bytes, at, (byte) random.nextInt());
            case 2 -> replaced(bytes, at, Math.min(bytes.length, at + random.nextInt(20)), 0);
            case 3 -> replaced(bytes, at, at, 1 + random.nextInt(20));
            default -> replaced(bytes, bytes.length, bytes.length, 1 + random.nextInt(5));
          };
    }
    return bytes;
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    byte[] changed = bytes.clone();
    changed[at] = value;
    return changed;
  }

  /** Without the bytes from..to, and with so many random ones in their place. */
  private byte[] replaced(byte[] bytes, int from, int to, int inserted) {
    var tail = new byte[inserted];
    random.nextBytes(tail);
    return ByteBuffer.allocate(bytes.length - (to - from) + inserted)
        .put(bytes, 0, from)
        .put(tail)
        .put(bytes, to, bytes.length - to)
        .array();
  }

  private RawNews news(String body) {
    return RawNews.newBuilder()
        .setId(text.any())
        .setTitle(random.nextBoolean() ? "" : text.any())
        .setBody(body)
        .setSource(random.nextBoolean() ? null : text.any())
        .setLanguage(random.nextBoolean() ? null : text.any())
        .setPublishedAt(random.nextBoolean() ? null : Instant.ofEpochMilli(random.nextLong()))
        .setAttributes(random.nextBoolean() ? Map.of() : Map.of(text.any(), text.any()))
        .build();
  }

  private static byte[] bytes(RawNews news) {
    try {
      ByteBuffer encoded = news.toByteBuffer();
      var bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
