package io.copytaster.benchmarks.stream;

import io.copytaster.streams.broker.BrokerProcess;
import io.copytaster.streams.config.Guarantee;
import io.copytaster.streams.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The embedded broker in a process of its own, with its data in a folder that goes with it. */
final class Cluster implements AutoCloseable {

  private final Path folder;
  private final BrokerProcess broker;
  private int streams;

  private Cluster(Path folder, BrokerProcess broker) {
    this.folder = folder;
    this.broker = broker;
  }

  static Cluster start() throws IOException {
    Path folder = Files.createTempDirectory("bench-broker");
    return new Cluster(folder, BrokerProcess.start(folder, 0));
  }

  /** The defaults that users get, on topics that nobody has used. */
  Settings newStream(Guarantee guarantee, int partitions) {
    return Settings.of(values(guarantee, partitions));
  }

  /** The same but for these settings. */
  Settings newStream(Guarantee guarantee, int partitions, Map<String, String> other) {
    Map<String, String> values = values(guarantee, partitions);
    values.putAll(other);
    return Settings.of(values);
  }

  /** As {@link #newStream(Guarantee, int)} by name, for another process. */
  Map<String, String> values(Guarantee guarantee, int partitions) {
    String name = "bench-" + streams++;
    var values = new HashMap<String, String>();
    values.put("kafka.bootstrap.servers", broker.bootstrapServers());
    values.put("topics.raw", name + ".raw");
    values.put("topics.labeled", name + ".labeled");
    values.put("topics.dead-letter", name + ".dead-letter");
    values.put("topics.models", name + ".models");
    values.put("topics.create", "true");
    values.put("topics.partitions", Integer.toString(partitions));
    values.put("serving.application-id", name);
    values.put("serving.guarantee", word(guarantee));
    values.put("storage.follow", "false");
    // Few articles may be sent again and again, and each is to be computed.
    values.put("engine.remembered-articles", "0");
    return values;
  }

  /** For what is to go with the broker's data. */
  Path folder() {
    return folder;
  }

  /** As the setting has it. */
  static String word(Guarantee guarantee) {
    return guarantee.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void close() {
    broker.close();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException("removing " + folder, e);
    }
  }
}
