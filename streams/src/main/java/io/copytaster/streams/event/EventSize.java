package io.copytaster.streams.event;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.jspecify.annotations.Nullable;

/** How large a record is where Kafka's limits are compared with it. */
public final class EventSize {

  private EventSize() {}

  /**
   * An upper bound, in bytes, of a batch that holds this record alone and uncompressed: what a
   * producer compares with {@code max.request.size} and a broker with {@code max.message.bytes}. At
   * most 21 bytes above the truth.
   */
  public static int alone(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE, key, value, headers.toArray());
  }
}
