package io.copytaster.streams.service;

import io.copytaster.streams.topology.Answers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that are fetched and not handed over, in their order.
 *
 * <p>With records go the offsets that come next: behind the last one handed over, or where nothing
 * is held, as fetched, which may be behind what is no record.
 */
final class HeldRecords {

  // A partition of which nothing is held has no entry.
  private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> held = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
  private int size;

  void add(ConsumerRecords<byte[], byte[]> fetched) {
    for (TopicPartition partition : fetched.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> records = fetched.records(partition);
      held.computeIfAbsent(partition, key -> new ArrayDeque<>()).addAll(records);
      size += records.size();
    }
    next.putAll(fetched.nextOffsets());
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The offset of the first record held; empty if none of this partition is. */
  OptionalLong first(TopicPartition partition) {
    var records = held.get(partition);
    return records == null ? OptionalLong.empty() : OptionalLong.of(records.element().offset());
  }

  /**
   * How many records of each partition need not be waited for; only of those where some need not.
   *
   * @param paused of which none may go
   */
  Map<TopicPartition, Integer> ready(Set<TopicPartition> paused, Answers answers) {
    var ready = new HashMap<TopicPartition, Integer>();
    held.forEach(
        (partition, records) -> {
          if (!paused.contains(partition)) {
            int answered = answers.answered(partition, records.element().offset());
            if (answered > 0) {
              ready.put(partition, Math.min(answered, records.size()));
            }
          }
        });
    return ready;
  }

  /** The partition whose first record is the oldest by its timestamp. */
  Optional<TopicPartition> oldest(Set<TopicPartition> paused) {
    return held.entrySet().stream()
        .filter(entry -> !paused.contains(entry.getKey()))
        .min((one, other) -> Long.compare(timestamp(one), timestamp(other)))
        .map(Map.Entry::getKey);
  }

  private static long timestamp(
      Map.Entry<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> entry) {
    return entry.getValue().element().timestamp();
  }

  /** Takes so many of each partition; they are there. */
  ConsumerRecords<byte[], byte[]> take(Map<TopicPartition, Integer> counts) {
    var records = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    counts.forEach(
        (partition, count) -> {
          records.put(partition, take(partition, count));
          var left = held.get(partition);
          if (left != null) {
            var head = left.element();
            offsets.put(partition, new OffsetAndMetadata(head.offset(), head.leaderEpoch(), ""));
          }
        });
    for (var all = next.entrySet().iterator(); all.hasNext(); ) {
      var entry = all.next();
      if (!held.containsKey(entry.getKey())) {
        offsets.put(entry.getKey(), entry.getValue());
        all.remove();
      }
    }
    return new ConsumerRecords<>(records, offsets);
  }

  private List<ConsumerRecord<byte[], byte[]>> take(TopicPartition partition, int count) {
    var records = held.getOrDefault(partition, new ArrayDeque<>());
    var taken = new ArrayList<ConsumerRecord<byte[], byte[]>>(count);
    for (int i = 0; i < count; i++) {
      taken.add(records.remove());
    }
    size -= count;
    if (records.isEmpty()) {
      held.remove(partition);
    }
    return taken;
  }

  /** Forgets all of these partitions. */
  void drop(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      var dropped = held.remove(partition);
      size -= dropped == null ? 0 : dropped.size();
      next.remove(partition);
    }
  }
}
