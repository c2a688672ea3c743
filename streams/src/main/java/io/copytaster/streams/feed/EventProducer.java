package io.copytaster.streams.feed;

import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.event.EventSize;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends events about articles to one topic, keyed by the article's id. */
public final class EventProducer<T extends SpecificRecord> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventProducer.class);

  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroEncoder<T> encoder;
  private final String topic;
  private final Limit limit;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * Finds the topic and what it takes; waits for the brokers if they are away.
   *
   * @throws io.copytaster.streams.broker.BrokerException if the topic is missing, or the cluster
   *     refuses this client
   */
  public static <T extends SpecificRecord> EventProducer<T> open(
      Settings settings, AvroEncoder<T> encoder, String topic) {
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), LOG::warn)) {
      admin.requirePresent(List.of(topic));
      return new EventProducer<>(settings, encoder, topic, admin.maxMessageBytes(topic));
    }
  }

  /**
   * @param maxBytes what the topic takes of one record
   */
  EventProducer(Settings settings, AvroEncoder<T> encoder, String topic, int maxBytes) {
    var properties = KafkaProperties.producer(settings);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.encoder = encoder;
    this.topic = topic;
    this.limit = Limit.of(topic, maxBytes, properties.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG));
  }

  /**
   * Sends an event, stamped with the present time.
   *
   * @param id the article's
   * @throws ArticleTooLargeException if the topic would not take it
   * @throws IllegalStateException if an earlier one could not be sent
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the result
  public void send(String id, T event, Headers headers) {
    checkFailure();
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    byte[] value = encoder.encode(topic, event);
    int size = EventSize.alone(key, value, headers);
    if (size > limit.bytes()) {
      throw new ArticleTooLargeException(id, size, limit.bytes(), limit.setting());
    }
    var record = new ProducerRecord<>(topic, null, System.currentTimeMillis(), key, value, headers);
    producer.send(
        record,
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
  }

  /** Returns once the brokers have everything. */
  public void flush() {
    producer.flush();
    checkFailure();
  }

  /** What Kafka takes of one article, and the setting that says so. */
  private record Limit(int bytes, String setting) {

    static Limit of(String topic, int topicTakes, @Nullable Object requestTakes) {
      int request = Integer.parseInt(String.valueOf(requestTakes));
      return topicTakes <= request
          ? new Limit(topicTakes, "max.message.bytes of topic " + topic)
          : new Limit(request, "copytaster.kafka.producer.max.request.size");
    }
  }

  private void checkFailure() {
    Exception exception = failure.get();
    if (exception != null) {
      throw new IllegalStateException(
          "an article could not be sent to " + topic + ": " + exception.getMessage(), exception);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
