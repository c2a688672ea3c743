package io.copytaster.streams.service;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that brings no records when it is polled late, and does only what concerns its group:
 * who polls late has not yet processed what it was brought before, and would hold more and more.
 */
final class LatePollConsumer extends KafkaConsumer<byte[], byte[]> {

  private final long lateNanos;
  private long lastPoll = System.nanoTime();

  /**
   * @param late how long after the last poll a poll is late
   */
  LatePollConsumer(Map<String, Object> config, Duration late) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.lateNanos = late.toNanos();
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    long now = System.nanoTime();
    boolean isLate = now - lastPoll >= lateNanos;
    lastPoll = now;
    return isLate ? pollForTheGroup(timeout) : super.poll(timeout);
  }

  private ConsumerRecords<byte[], byte[]> pollForTheGroup(Duration timeout) {
    var flowing = new HashSet<>(assignment());
    flowing.removeAll(paused());
    pause(flowing);
    try {
      return super.poll(timeout);
    } finally {
      flowing.retainAll(assignment());
      resume(flowing);
    }
  }
}
