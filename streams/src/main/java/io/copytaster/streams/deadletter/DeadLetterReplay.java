package io.copytaster.streams.deadletter;

import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends dead letters back to the raw topic, and counts what becomes of each. */
public final class DeadLetterReplay {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReplay.class);

  private final ReplayPlan plan;
  private final RawTopic raw;
  private final Optional<ReplayWriter> writer;
  private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);

  private DeadLetterReplay(ReplayPlan plan, RawTopic raw, Optional<ReplayWriter> writer) {
    this.plan = plan;
    this.raw = raw;
    this.writer = writer;
  }

  /**
   * Replays what lies in the dead-letter topic at this moment, and ends.
   *
   * @return how many letters met each fate; a fate that none met is missing
   * @throws io.copytaster.streams.broker.BrokerException if a topic is missing, or the cluster
   *     refuses this client
   * @throws IllegalStateException if something could not be written
   */
  public static Map<Fate, Long> run(Settings settings, ReplayPlan plan) {
    RawTopic raw = raw(settings);
    if (plan.dryRun()) {
      return new DeadLetterReplay(plan, raw, Optional.empty()).run(settings);
    }
    // Before anything is read: what another replay has begun is rolled back by now.
    try (var writer = ReplayWriter.open(settings, plan.exactlyOnce())) {
      var counts = new DeadLetterReplay(plan, raw, Optional.of(writer)).run(settings);
      writer.complete();
      return counts;
    }
  }

  private Map<Fate, Long> run(Settings settings) {
    new DeadLetters(settings).read(this::visit);
    return counts;
  }

  private void visit(ConsumerRecord<byte[], byte[]> record, DeadLetter letter, boolean replayed) {
    if (counts.getOrDefault(Fate.REPLAYED, 0L) < plan.limit()) {
      counts.merge(replay(record, letter, replayed), 1L, Long::sum);
    }
  }

  private Fate replay(ConsumerRecord<byte[], byte[]> record, DeadLetter letter, boolean replayed) {
    Fate fate = plan.fate(letter, record.timestamp(), replayed);
    if (fate != Fate.REPLAYED) {
      return fate;
    }
    var again = raw.again(record, letter);
    if (!raw.takes(again)) {
      return Fate.TOO_LARGE;
    }
    writer.ifPresent(to -> to.write(again, Receipt.of(record)));
    return fate;
  }

  private static RawTopic raw(Settings settings) {
    String name = settings.topics().raw();
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), LOG::warn)) {
      admin.requirePresent(List.of(name));
      int request = KafkaProperties.maxRequestBytes(settings);
      return new RawTopic(
          name,
          admin.partitions(List.of(name)).getOrDefault(name, 0),
          Math.min(admin.maxMessageBytes(name), request));
    }
  }
}
