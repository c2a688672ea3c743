package io.copytaster.streams.deadletter;

import io.copytaster.streams.config.Settings;
import io.copytaster.streams.feed.TopicReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The dead-letter topic as it lies there, each letter with whether it has been replayed. */
public final class DeadLetters {

  /** Told of every letter, in order within a partition. */
  @FunctionalInterface
  public interface Visitor {
    void visit(ConsumerRecord<byte[], byte[]> record, DeadLetter letter, boolean replayed);
  }

  private final Settings settings;

  public DeadLetters(Settings settings) {
    this.settings = settings;
  }

  /**
   * Reads all that is committed at this moment; waits for the brokers if they are away.
   *
   * @throws io.copytaster.streams.broker.BrokerException if the topic is missing, or the cluster
   *     refuses this client
   */
  public void read(Visitor visitor) {
    Map<Integer, Set<Long>> replayed = replayed();
    try (var reader = open()) {
      reader.readToEnd(
          record -> {
            if (!Receipt.isReceipt(record)) {
              var ofPartition = replayed.getOrDefault(record.partition(), Set.of());
              visitor.visit(record, DeadLetter.of(record), ofPartition.contains(record.offset()));
            }
          });
    }
  }

  /** The offsets that have a receipt, by partition: a receipt lies behind what it is for. */
  private Map<Integer, Set<Long>> replayed() {
    var replayed = new HashMap<Integer, Set<Long>>();
    try (var reader = open()) {
      reader.readToEnd(
          record ->
              Receipt.offset(record)
                  .ifPresent(
                      offset ->
                          replayed
                              .computeIfAbsent(record.partition(), key -> new HashSet<>())
                              .add(offset)));
    }
    return replayed;
  }

  private TopicReader open() {
    return TopicReader.open(settings, List.of(settings.topics().deadLetter()), true);
  }
}
