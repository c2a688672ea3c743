package io.copytaster.streams.service;

import io.copytaster.streams.topology.Answers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that holds records back until their labels are there.
 *
 * <p>Streams polls and processes by turns on one thread. Given records at once, it would wait for
 * the label of one while others arrive unseen and its group is not polled for; so the waiting is
 * done here, where both go on meanwhile. To Streams what is held has not been fetched: it is beyond
 * every position and offset that this consumer tells.
 *
 * <p>When no label comes for a while, the oldest record is handed over without, and whoever
 * processes it finds out why.
 */
final class HoldingConsumer extends KafkaConsumer<byte[], byte[]> {

  /** How late records are seen that arrive while labels are waited for. */
  private static final Duration GLANCE = Duration.ofMillis(1);

  /** The same of what concerns the group, while no more records can be held. */
  private static final Duration GROUP_GLANCE = Duration.ofMillis(20);

  /** How long labels are gathered meanwhile: nobody is in a hurry, and many at once cost less. */
  private static final Duration GATHERING = Duration.ofMillis(250);

  /** Part of what can be held that is handed over before that. */
  private static final int MANY = 4;

  private final Answers answers;
  private final int capacity;
  private final Duration longest;
  private final CommitPace pace;
  private final HeldRecords held = new HeldRecords();
  private long handedOver = System.nanoTime();

  /**
   * @param capacity records that are held before no more are fetched
   * @param longest how long to wait for a label
   * @param commitInterval of Streams, which commits what it was handed over only between polls
   */
  HoldingConsumer(
      Map<String, Object> config,
      Answers answers,
      int capacity,
      Duration longest,
      Duration commitInterval) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.answers = answers;
    this.capacity = capacity;
    this.longest = longest;
    this.pace = new CommitPace(commitInterval, System.nanoTime());
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    var records = within(pace.wait(timeout, System.nanoTime()));
    if (!records.isEmpty()) {
      pace.handedOver(System.nanoTime());
    }
    return records;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private ConsumerRecords<byte[], byte[]> within(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    fetch(held.isEmpty() ? timeout : Duration.ZERO);
    while (true) {
      Map<TopicPartition, Integer> ready = ready();
      if (!ready.isEmpty()) {
        handedOver = System.nanoTime();
        return held.take(ready);
      }
      var left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative() || left.isZero()) {
        return held.take(Map.of());
      }
      if (held.isEmpty()) {
        fetch(left);
      } else {
        answers.await(shorter(isFull() ? GROUP_GLANCE : GLANCE, left));
        fetch(Duration.ZERO);
      }
    }
  }

  private boolean isFull() {
    return held.size() >= capacity;
  }

  private boolean hasWaited(Duration time) {
    return System.nanoTime() - handedOver >= time.toNanos();
  }

  private void fetch(Duration timeout) {
    if (held.isEmpty()) {
      held.add(super.poll(timeout));
      handedOver = System.nanoTime();
    } else {
      held.add(isFull() ? pollForTheGroup(timeout) : super.poll(timeout));
    }
  }

  /** How many of each partition to hand over now. */
  private Map<TopicPartition, Integer> ready() {
    var ready = held.ready(paused(), answers);
    int records = ready.values().stream().mapToInt(Integer::intValue).sum();
    if (records == 0 && hasWaited(longest)) {
      return held.oldest(paused()).map(partition -> Map.of(partition, 1)).orElse(ready);
    }
    return isFull() && records < capacity / MANY && !hasWaited(GATHERING) ? Map.of() : ready;
  }

  /** What concerns the group and brings no records. */
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

  @Override
  public long position(TopicPartition partition) {
    OptionalLong first = held.first(partition);
    return first.isPresent() ? first.getAsLong() : super.position(partition);
  }

  @Override
  public long position(TopicPartition partition, Duration timeout) {
    OptionalLong first = held.first(partition);
    return first.isPresent() ? first.getAsLong() : super.position(partition, timeout);
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    held.drop(List.of(partition));
    super.seek(partition, offset);
  }

  @Override
  public void seek(TopicPartition partition, OffsetAndMetadata offset) {
    held.drop(List.of(partition));
    super.seek(partition, offset);
  }

  @Override
  public void seekToBeginning(Collection<TopicPartition> partitions) {
    held.drop(partitions.isEmpty() ? assignment() : partitions);
    super.seekToBeginning(partitions);
  }

  @Override
  public void seekToEnd(Collection<TopicPartition> partitions) {
    held.drop(partitions.isEmpty() ? assignment() : partitions);
    super.seekToEnd(partitions);
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    super.subscribe(topics, new Dropping(listener));
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
    super.subscribe(pattern, new Dropping(listener));
  }

  /** Forgets what is held of a partition when it goes to somebody else. */
  private final class Dropping implements ConsumerRebalanceListener {
    private final ConsumerRebalanceListener listener;

    private Dropping(ConsumerRebalanceListener listener) {
      this.listener = listener;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      listener.onPartitionsAssigned(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      held.drop(partitions);
      listener.onPartitionsRevoked(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      held.drop(partitions);
      listener.onPartitionsLost(partitions);
    }
  }
}
