package io.copytaster.faults;

import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A stream of its own on the shared cluster: topics, instances that share its load, a reader. */
final class Scenario implements AutoCloseable {

  private static final int PROGRESS = 100;
  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  /** Long enough for what an abandoned transaction might still bring to light. */
  private static final Duration AFTERMATH = Duration.ofSeconds(15);

  private final Map<String, String> values;
  private final Settings settings;
  private final List<Instance> instances;
  private final LabelReader reader;

  /**
   * @param name of its topics and its group
   * @param changed settings in alternation of name and value
   */
  Scenario(String name, int instances, String... changed) {
    values = values(name, changed);
    settings = Settings.of(with("kafka.bootstrap.servers", Cluster.shared().outsideServers()));
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), what -> {})) {
      admin.ensure(NewsTopics.forServing(settings), true);
    }
    this.instances =
        IntStream.range(0, instances)
            .mapToObj(number -> new Instance(Cluster.shared(), name + "-" + number, values))
            .toList();
    reader = new LabelReader(settings);
  }

  Settings settings() {
    return settings;
  }

  Instance instance(int number) {
    return instances.get(number);
  }

  LabelReader reader() {
    return reader;
  }

  /**
   * Reads until a good many more articles have come.
   *
   * @throws AssertionError if they do not come, or an instance has ended by itself
   */
  void requireProgress() {
    instances.forEach(Instance::requireRunning);
    int wanted = reader.distinct() + PROGRESS;
    if (!reader.readUntil(wanted, STANDSTILL)) {
      instances.forEach(Instance::requireRunning);
      throw new AssertionError(
          "%d articles came, and for %s no more".formatted(reader.distinct(), STANDSTILL));
    }
  }

  /**
   * Reads what is still to come of all that was sent, then a while longer, and balances.
   *
   * @throws AssertionError if an instance has ended by itself
   */
  Ledger settle(List<Sent> sent) {
    reader.readUntil(sent.size(), STANDSTILL);
    reader.readFor(AFTERMATH);
    instances.forEach(Instance::requireRunning);
    return Ledger.of(sent, reader.received());
  }

  private Map<String, String> with(String name, String value) {
    var other = new HashMap<>(values);
    other.put(name, value);
    return other;
  }

  private static Map<String, String> values(String name, String... changed) {
    var values = new HashMap<String, String>();
    values.put("kafka.bootstrap.servers", Cluster.shared().insideServers());
    values.put("topics.raw", name + ".raw");
    values.put("topics.labeled", name + ".labeled");
    values.put("topics.dead-letter", name + ".dead-letter");
    values.put("topics.models", name + ".models");
    values.put("topics.shadow", name + ".shadow");
    values.put("topics.partitions", "6");
    values.put("topics.replication-factor", Integer.toString(Cluster.BROKERS));
    values.put("serving.application-id", name);
    // The samples come again and again, and are to be computed.
    values.put("engine.remembered-articles", "0");
    values.put("model.threads", "1");
    for (int i = 0; i < changed.length; i += 2) {
      values.put(changed[i], changed[i + 1]);
    }
    return values;
  }

  @Override
  public void close() {
    reader.close();
    instances.forEach(Instance::close);
  }
}
