package io.copytaster.streams.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bound holds, and is close. */
class EventSizeTest {

  @Test
  void bound_isAboveTheBatchAndByAtMost21Bytes() {
    long seed = 11;
    var random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      byte[] key = random.nextInt(4) == 0 ? null : new byte[random.nextInt(100)];
      byte[] value = random.nextInt(9) == 0 ? null : new byte[random.nextInt(200_000)];
      var headers = new RecordHeaders();
      for (int i = random.nextInt(4); i > 0; i--) {
        headers.add("traceparent-" + i, new byte[random.nextInt(60)]);
      }
      int actual = batchSize(key, value, headers);
      assertThat(EventSize.alone(key, value, headers))
          .as("seed %d, round %d", seed, round)
          .isBetween(actual, actual + 21);
    }
  }

  @Test
  void everythingCounts() {
    var headers = new RecordHeaders().add("traceparent", "00-ab-cd-01".getBytes(UTF_8));
    int empty = EventSize.alone(null, null, new RecordHeaders());
    assertThat(EventSize.alone(new byte[10], null, new RecordHeaders()))
        .isGreaterThanOrEqualTo(empty + 10);
    assertThat(EventSize.alone(null, null, headers)).isGreaterThanOrEqualTo(empty + 22);
  }

  private static int batchSize(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    var record = new SimpleRecord(1_772_366_400_000L, key, value, headers.toArray());
    return MemoryRecords.withRecords(Compression.NONE, record).sizeInBytes();
  }
}
