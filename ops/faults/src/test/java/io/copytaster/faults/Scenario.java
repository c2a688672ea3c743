package io.copytaster.faults;

import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A stream of its own on the shared cluster: topics, instances that share its load, a reader. */
final class Scenario implements AutoCloseable {

  private static final int PROGRESS = 100;
  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  /** Long enough for what an abandoned transaction might still bring to light. */
  private static final Duration AFTERMATH = Duration.ofSeconds(15);

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Where every instance finds the checkpoints that are announced. */
  static final String PUBLISHED = "/var/lib/copytaster/published";

  private final String name;
  private final Volume published;
  private final Setup setup;
  private final Settings settings;
  private final List<Instance> instances = new ArrayList<>();
  private final LabelReader reader;
  private int started;

  /**
   * @param name of its topics and its group
   * @param changed settings in alternation of name and value
   */
  Scenario(String name, int instances, String... changed) {
    this(name, instances, UnaryOperator.identity(), changed);
  }

  /** As the other, on machines that are not as usual. */
  Scenario(String name, int instances, UnaryOperator<Setup> machines, String... changed) {
    this(name, machines, Map.of(), changed);
    for (int number = 0; number < instances; number++) {
      add();
    }
  }

  /**
   * Without any instance yet.
   *
   * @param outside settings that are others on this machine than in containers
   */
  Scenario(
      String name, UnaryOperator<Setup> machines, Map<String, String> outside, String... changed) {
    this.name = name;
    var values = values(name, changed);
    published = new Volume("copytaster-" + name);
    setup = machines.apply(new Setup(values).volume(PUBLISHED, published.name()));
    values.put("kafka.bootstrap.servers", Cluster.shared().outsideServers());
    values.putAll(outside);
    settings = Settings.of(values);
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), what -> {})) {
      admin.ensure(NewsTopics.forServing(settings), true);
    }
    reader = new LabelReader(settings);
  }

  /** One instance more. */
  Instance add() {
    return add(UnaryOperator.identity());
  }

  /** One more, that differs. */
  Instance add(UnaryOperator<Setup> difference) {
    Instance instance = start(difference.apply(setup));
    instances.add(instance);
    return instance;
  }

  Settings settings() {
    return settings;
  }

  Instance instance(int number) {
    return instances.get(number);
  }

  /** Stops an instance and starts one in its place that differs. */
  Instance replace(int number, UnaryOperator<Setup> difference) {
    instances.get(number).stop();
    instances.get(number).close();
    instances.set(number, start(difference.apply(setup)));
    return instances.get(number);
  }

  /** Runs another command of the program, as root on a machine of its own. */
  String once(UnaryOperator<Setup> difference, String... command) {
    return difference.apply(setup).run(Cluster.shared().network().getId(), command);
  }

  /** Publishes a checkpoint of this machine and announces it; returns its identifier. */
  String announce(Path checkpoint) {
    String there = "/checkpoint";
    String said =
        once(
            machine -> machine.volume(there, checkpoint.toString()),
            "checkpoint",
            "promote",
            there);
    return said.split(" ", 3)[1];
  }

  /** Announces one again that has been published. */
  void announce(String model) {
    once(UnaryOperator.identity(), "checkpoint", "promote", model);
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
    // What came unread until now is no progress.
    reader.readFor(LOOK);
    int wanted = reader.distinct() + PROGRESS;
    if (!reader.readUntil(wanted, STANDSTILL)) {
      instances.forEach(Instance::requireRunning);
      throw new AssertionError(
          "%d articles came, and for %s no more".formatted(reader.distinct(), STANDSTILL));
    }
  }

  /** Reads until an instance serves this model. */
  void requireModel(Instance instance, String model) {
    require("model " + model, () -> instance.model().equals(model));
  }

  /**
   * Reads until something is so.
   *
   * @throws AssertionError if it does not come to that
   */
  void require(String what, BooleanSupplier isSo) {
    long start = System.nanoTime();
    while (!isSo.getAsBoolean()) {
      instances.forEach(Instance::requireRunning);
      if (System.nanoTime() - start > STANDSTILL.toNanos()) {
        throw new AssertionError("for %s there was no %s".formatted(STANDSTILL, what));
      }
      reader.readFor(LOOK);
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

  private Instance start(Setup what) {
    return new Instance(Cluster.shared(), name + "-" + started++, what);
  }

  private static Map<String, String> values(String name, String... changed) {
    var values = new HashMap<String, String>();
    values.put("kafka.bootstrap.servers", Cluster.shared().insideServers());
    values.put("topics.raw", name + ".raw");
    values.put("topics.labeled", name + ".labeled");
    values.put("topics.dead-letter", name + ".dead-letter");
    values.put("topics.models", name + ".models");
    values.put("topics.shadow", name + ".shadow");
    values.put("topics.create", "true");
    values.put("topics.partitions", "6");
    values.put("topics.replication-factor", Integer.toString(Cluster.BROKERS));
    values.put("serving.application-id", name);
    values.put("storage.location", PUBLISHED);
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
    published.close();
  }
}
