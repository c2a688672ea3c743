package io.copytaster.streams.announce;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The way of records to the topic of models. For one thread. */
sealed interface AnnouncementWriter extends AutoCloseable permits PlainWriter, FencedWriter {

  /** As {@link Announcements#claim}. */
  void claim();

  /**
   * Returns when the brokers have all of them.
   *
   * @throws org.apache.kafka.common.KafkaException if they may not have
   */
  void write(List<ProducerRecord<byte[], byte[]>> records);

  @Override
  void close();
}
