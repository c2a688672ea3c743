package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.event.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The log of models on a compacted topic.
 *
 * <p>Key {@code champion} or {@code challenger}: the announcement that holds. Key {@code
 * history/MILLIS/CHANNEL}: each there was. Key {@code candidate/ID}: what stood before the gate.
 */
public final class KafkaAnnouncements implements Announcements {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Settings settings;
  private final WireFormat format;
  private final AvroEncoder<ModelAnnouncement> encoder;
  private final KafkaProducer<byte[], byte[]> producer;

  private KafkaAnnouncements(Settings settings, WireFormat format) {
    var properties = KafkaProperties.producer(settings);
    properties.put("acks", "all");
    properties.put("enable.idempotence", "true");
    var serializer = new ByteArraySerializer();
    this.settings = settings;
    this.format = format;
    this.encoder = new AvroEncoder<>(format, ModelAnnouncement.class);
    this.producer = new KafkaProducer<>(properties, serializer, serializer);
  }

  /** For a topic that is there. */
  public static KafkaAnnouncements open(Settings settings, WireFormat format) {
    return new KafkaAnnouncements(settings, format);
  }

  /** Reads the whole topic, to what is its end now. */
  @Override
  public Models read() {
    try (var reader = AnnouncementReader.open(settings, format)) {
      var models = new ModelsBuilder();
      reader.readToEnd(PATIENCE).forEach(models::accept);
      return models.build();
    }
  }

  /** The history first: what is followed is written after what is kept of it. */
  @Override
  public void announce(ModelAnnouncement announcement) {
    var channel =
        Channel.of(announcement.getChannel())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        announcement.getChannel() + " is no channel: champion or challenger"));
    send(EntryKey.past(announcement), announcement);
    send(new EntryKey.Current(channel), announcement);
  }

  @Override
  public void record(ModelAnnouncement candidate) {
    send(new EntryKey.Candidate(candidate.getModel()), candidate);
  }

  private void send(EntryKey key, ModelAnnouncement announcement) {
    String topic = settings.topics().models();
    byte[] name = key.text().getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(new ProducerRecord<>(topic, name, encoder.encode(topic, announcement))).get();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "%s could not be announced on %s: %s"
              .formatted(announcement.getModel(), topic, e.getMessage()),
          e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
