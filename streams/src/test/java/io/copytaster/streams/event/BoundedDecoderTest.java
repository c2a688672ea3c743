package io.copytaster.streams.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Reads what Avro writes, and believes no length. */
class BoundedDecoderTest {

  private interface Writing {
    void to(Encoder encoder) throws IOException;
  }

  @Test
  void numbers_areAvros() throws IOException {
    long seed = 20260301;
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      float single = random.nextFloat();
      double twofold = random.nextDouble();
      var decoder =
          written(
              encoder -> {
                encoder.writeLong(number);
                encoder.writeInt((int) number);
                encoder.writeFloat(single);
                encoder.writeDouble(twofold);
                encoder.writeBoolean(true);
              });
      assertThat(decoder.readLong()).as("seed %d, round %d", seed, i).isEqualTo(number);
      assertThat(decoder.readInt()).isEqualTo((int) number);
      assertThat(decoder.readFloat()).isEqualTo(single);
      assertThat(decoder.readDouble()).isEqualTo(twofold);
      assertThat(decoder.readBoolean()).isTrue();
      assertThat(decoder.remaining()).isZero();
    }
  }

  @Test
  void extremes_areAvros() throws IOException {
    var decoder =
        written(
            encoder -> {
              encoder.writeLong(Long.MIN_VALUE);
              encoder.writeLong(Long.MAX_VALUE);
              encoder.writeInt(Integer.MIN_VALUE);
            });
    assertThat(decoder.readLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(decoder.readLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(decoder.readInt()).isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  void blocksWithTheirSize_areReadAndSkipped() throws IOException {
    Writing blocks =
        encoder -> {
          encoder.writeLong(-2);
          encoder.writeLong(2);
          encoder.writeInt(5);
          encoder.writeInt(6);
          encoder.writeLong(0);
        };
    var read = written(blocks);
    assertThat(read.readArrayStart()).isEqualTo(2);
    assertThat(read.readInt() + read.readInt()).isEqualTo(11);
    assertThat(read.arrayNext()).isZero();
    var skipped = written(blocks);
    assertThat(skipped.skipMap()).isZero();
    assertThat(skipped.remaining()).isZero();
  }

  @Test
  void lengthBeyondTheBytes_isTooShort() {
    for (long claim : new long[] {3, Integer.MAX_VALUE, 1L << 60}) {
      Writing writing = encoder -> encoder.writeLong(claim);
      assertThatThrownBy(() -> written(writing).readString()).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> written(writing).skipString()).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> written(writing).readBytes(null)).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> written(writing).skipBytes()).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> written(writing).readMapStart()).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> written(writing).skipArray())
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("a collection of " + claim);
    }
  }

  @Test
  void negativeLengths_areImpossible() {
    assertThatThrownBy(() -> written(encoder -> encoder.writeLong(-1)).readString())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("impossible");
    Writing smallest =
        encoder -> {
          encoder.writeLong(Long.MIN_VALUE);
          encoder.writeLong(0);
        };
    assertThatThrownBy(() -> written(smallest).readArrayStart()).hasMessageContaining("impossible");
  }

  @Test
  void numbersTooLong_areRefused() {
    var endless = new byte[11];
    Arrays.fill(endless, (byte) 0xFF);
    assertThatThrownBy(() -> new BoundedDecoder(endless, 0).readLong())
        .hasMessageContaining("more than ten bytes");
    assertThatThrownBy(() -> written(encoder -> encoder.writeLong(1L << 40)).readInt())
        .hasMessageContaining("out of range");
  }

  private static BoundedDecoder written(Writing writing) throws IOException {
    var bytes = new ByteArrayOutputStream();
    writing.to(EncoderFactory.get().directBinaryEncoder(bytes, null));
    return new BoundedDecoder(bytes.toByteArray(), 0);
  }
}
