package io.copytaster.streams.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Kafka's clients as Streams makes them, but that Streams believes in a shorter {@code
 * max.poll.interval.ms} than its consumers have.
 *
 * <p>Streams polls when it has processed all that it has polled before, or when half of that
 * interval is over. While a group of the classic protocol gathers, its members send no heartbeats,
 * and poll alone reads the answer that ends this: who processes for longer than its session is
 * thrown out at every rebalance, though it works (KAFKA-10134 tells of the states). Hundreds of
 * articles before a slow model take longer.
 */
final class FrequentPolls implements KafkaClientSupplier {

  private static final String INTERVAL = ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
  private static final String SHORT_INTERVAL = StreamsConfig.mainConsumerPrefix(INTERVAL);

  private static final int INTERVALS_IN_SESSION = 2;

  /** Streams halves the interval again: polls come about four times in a session. */
  private static final int STREAMS_POLLS_IN_INTERVAL = 2;

  private final int interval;
  private final Duration late;

  private FrequentPolls(int interval, Duration late) {
    this.interval = interval;
    this.late = late;
  }

  /**
   * Shortens the interval in the properties of Streams.
   *
   * @return the supplier that gives consumers the one that was there
   */
  static FrequentPolls within(Duration session, Properties properties) {
    Object given =
        Stream.of(SHORT_INTERVAL, StreamsConfig.consumerPrefix(INTERVAL), INTERVAL)
            .filter(properties::containsKey)
            .findFirst()
            .<Object>map(properties::get)
            .orElseGet(() -> ConsumerConfig.configDef().defaultValues().get(INTERVAL));
    int interval = (int) ConfigDef.parseType(INTERVAL, given, ConfigDef.Type.INT);
    long shorter = Math.min(interval, session.toMillis() / INTERVALS_IN_SESSION);
    properties.put(SHORT_INTERVAL, Long.toString(shorter));
    return new FrequentPolls(interval, Duration.ofMillis(shorter / STREAMS_POLLS_IN_INTERVAL));
  }

  /** What consumers are really given, in milliseconds. */
  int interval() {
    return interval;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    var real = new HashMap<>(config);
    real.put(INTERVAL, interval);
    return new LatePollConsumer(real, late);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
