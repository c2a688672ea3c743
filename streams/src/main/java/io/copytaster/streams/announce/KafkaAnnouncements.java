package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.event.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The log of models on a compacted topic.
 *
 * <p>Key {@code champion} or {@code challenger}: the announcement that holds. Key {@code
 * history/MILLIS/CHANNEL}: each there was. Key {@code candidate/ID}: what stood before the gate.
 */
public final class KafkaAnnouncements implements Announcements {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How far the topic was read, and what it said until there. */
  private record Reading(AnnouncementReader reader, ModelsBuilder models) {}

  private final Settings settings;
  private final WireFormat format;
  private final AvroEncoder<ModelAnnouncement> encoder;
  private final AnnouncementWriter writer;
  private @Nullable Reading reading;

  private KafkaAnnouncements(Settings settings, WireFormat format, AnnouncementWriter writer) {
    this.settings = settings;
    this.format = format;
    this.encoder = new AvroEncoder<>(format, ModelAnnouncement.class);
    this.writer = writer;
  }

  /** For a topic that is there, and for anybody: operators, and whoever only reads. */
  public static KafkaAnnouncements open(Settings settings, WireFormat format) {
    return new KafkaAnnouncements(settings, format, new PlainWriter(settings));
  }

  /**
   * For a topic that is there, and for one writer of this name at a time: who announces has to
   * {@link #claim} first. An announcement and its history are written together or not at all.
   *
   * @param name a transactional id, of which the cluster must let this client make use
   */
  public static KafkaAnnouncements openFenced(Settings settings, WireFormat format, String name) {
    return new KafkaAnnouncements(settings, format, new FencedWriter(settings, name));
  }

  @Override
  public void claim() {
    writer.claim();
  }

  /** Reads what has been written since the last time, to what is its end now. */
  @Override
  public Models read() {
    try {
      if (reading == null) {
        reading = new Reading(AnnouncementReader.open(settings, format), new ModelsBuilder());
      }
      reading.reader().readToEnd(PATIENCE).forEach(reading.models()::accept);
      return reading.models().build();
    } catch (RuntimeException e) {
      stopReading();
      throw e;
    }
  }

  /** The history first: what is followed is written after what is kept of it. */
  @Override
  public void announce(ModelAnnouncement announcement) {
    writer.write(List.of(toRecord(EntryKey.past(announcement), announcement), holds(announcement)));
  }

  /** What is to hold from now on: it, or nothing. */
  private ProducerRecord<byte[], byte[]> holds(ModelAnnouncement announcement) {
    String channel = announcement.getChannel();
    if (channel.equals(ModelAnnouncements.WITHDRAWN)) {
      return toRecord(new EntryKey.Current(Channel.CHALLENGER), null);
    }
    return Channel.of(channel)
        .map(known -> toRecord(new EntryKey.Current(known), announcement))
        .orElseThrow(
            () -> new IllegalArgumentException(channel + " is no channel: champion or challenger"));
  }

  @Override
  public void record(ModelAnnouncement candidate) {
    writer.write(List.of(toRecord(new EntryKey.Candidate(candidate.getModel()), candidate)));
  }

  private ProducerRecord<byte[], byte[]> toRecord(
      EntryKey key, @Nullable ModelAnnouncement announcement) {
    String topic = settings.topics().models();
    byte[] name = key.text().getBytes(StandardCharsets.UTF_8);
    byte[] value = announcement == null ? null : encoder.encode(topic, announcement);
    return new ProducerRecord<>(topic, name, value);
  }

  private void stopReading() {
    if (reading != null) {
      reading.reader().close();
      reading = null;
    }
  }

  @Override
  public void close() {
    stopReading();
    writer.close();
  }
}
