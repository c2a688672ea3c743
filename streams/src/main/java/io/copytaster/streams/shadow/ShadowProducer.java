package io.copytaster.streams.shadow;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A challenger's labels to their own topic, keyed by article, outside of any transaction: they may
 * be missing, and are never waited for.
 */
public final class ShadowProducer implements Consumer<LabeledNews>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShadowProducer.class);

  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroEncoder<LabeledNews> encoder;
  private final String topic;
  private final AtomicBoolean complained = new AtomicBoolean();

  public ShadowProducer(Settings settings, AvroEncoder<LabeledNews> encoder) {
    Map<String, Object> properties = KafkaProperties.producer(settings);
    properties.put(
        ProducerConfig.CLIENT_ID_CONFIG, settings.serving().clientId() + "-shadow-producer");
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.encoder = encoder;
    this.topic = settings.topics().shadow();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the result
  public void accept(LabeledNews news) {
    byte[] key = news.getArticle().getId().getBytes(StandardCharsets.UTF_8);
    producer.send(
        new ProducerRecord<>(topic, key, encoder.encode(topic, news)),
        (metadata, exception) -> {
          if (exception != null && complained.compareAndSet(false, true)) {
            LOG.warn(
                "A challenger's label could not be written to {}, later ones are not reported: {}",
                topic,
                exception.toString());
          }
        });
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
