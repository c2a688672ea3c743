package io.copytaster.streams.announce;

import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One record after the other, by anybody who may write to the topic. */
final class PlainWriter implements AnnouncementWriter {

  private final KafkaProducer<byte[], byte[]> producer;

  PlainWriter(Settings settings) {
    var properties = KafkaProperties.producer(settings);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    var serializer = new ByteArraySerializer();
    this.producer = new KafkaProducer<>(properties, serializer, serializer);
  }

  @Override
  public void claim() {}

  @Override
  public void write(List<ProducerRecord<byte[], byte[]>> records) {
    for (var record : records) {
      try {
        producer.send(record).get();
      } catch (ExecutionException e) {
        throw new KafkaException(
            "nothing could be announced on %s: %s".formatted(record.topic(), e.getMessage()), e);
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
