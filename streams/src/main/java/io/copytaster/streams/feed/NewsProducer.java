package io.copytaster.streams.feed;

import io.copytaster.schemas.RawNews;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.event.EventSize;
import io.copytaster.streams.service.WireFormats;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends articles to the raw topic, keyed by their id. */
public final class NewsProducer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NewsProducer.class);

  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroEncoder<RawNews> encoder;
  private final String topic;
  private final Limit limit;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * Finds the raw topic and what it takes; waits for the brokers if they are away.
   *
   * @throws io.copytaster.streams.broker.BrokerException if the topic is missing, or the cluster
   *     refuses this client
   */
  public static NewsProducer open(Settings settings) {
    String topic = settings.topics().raw();
    var encoder = new AvroEncoder<>(WireFormats.of(settings.registry()), RawNews.class);
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), LOG::warn)) {
      admin.requirePresent(List.of(topic));
      return new NewsProducer(settings, encoder, admin.maxMessageBytes(topic));
    }
  }

  /**
   * @param maxBytes what the raw topic takes of one record
   */
  public NewsProducer(Settings settings, AvroEncoder<RawNews> encoder, int maxBytes) {
    var properties = KafkaProperties.producer(settings);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.encoder = encoder;
    this.topic = settings.topics().raw();
    this.limit = Limit.of(topic, maxBytes, properties.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG));
  }

  /** Sends an article with no headers. */
  public void send(RawNews news) {
    send(news, new RecordHeaders());
  }

  /**
   * Sends an article, stamped with the present time.
   *
   * @throws ArticleTooLargeException if the topic would not take it
   * @throws IllegalStateException if an earlier one could not be sent
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the result
  public void send(RawNews news, Headers headers) {
    checkFailure();
    byte[] key = news.getId().getBytes(StandardCharsets.UTF_8);
    byte[] value = encoder.encode(topic, news);
    int size = EventSize.alone(key, value, headers);
    if (size > limit.bytes()) {
      throw new ArticleTooLargeException(news.getId(), size, limit.bytes(), limit.setting());
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
