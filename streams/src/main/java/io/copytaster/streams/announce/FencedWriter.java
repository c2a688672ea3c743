package io.copytaster.streams.announce;

import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * All records or none, and only by the one who claimed last.
 *
 * <p>A transactional id stands for the right to write (KIP-98): to claim it gives this producer a
 * newer epoch, after which the brokers take nothing of an older one, however late it comes, and
 * have rolled back what it had begun. Whatever fails gives the right up: only a new claim tells
 * whether that transaction came through.
 */
final class FencedWriter implements AnnouncementWriter {

  /** Readers wait so long for a transaction whose writer was killed, unless another one claims. */
  private static final Duration TRANSACTION = Duration.ofSeconds(10);

  private static final Duration LAST_WAIT = Duration.ofSeconds(5);

  private final Settings settings;
  private final String name;
  private @Nullable KafkaProducer<byte[], byte[]> claimed;

  /**
   * @param name the transactional id
   */
  FencedWriter(Settings settings, String name) {
    this.settings = settings;
    this.name = name;
  }

  @Override
  public void claim() {
    close();
    var properties = KafkaProperties.producer(settings);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION.toMillis());
    var serializer = new ByteArraySerializer();
    var producer = new KafkaProducer<>(properties, serializer, serializer);
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      producer.close(LAST_WAIT);
      throw e;
    }
    claimed = producer;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the commit says what failed
  public void write(List<ProducerRecord<byte[], byte[]>> records) {
    var producer = claimed;
    if (producer == null) {
      throw new IllegalStateException("to be claimed before anything is announced as " + name);
    }
    try {
      producer.beginTransaction();
      records.forEach(producer::send);
      producer.commitTransaction();
    } catch (KafkaException e) {
      close();
      throw isOvertaken(e) ? new FencedException(name, e) : e;
    }
  }

  private static boolean isOvertaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    if (claimed != null) {
      claimed.close(LAST_WAIT);
      claimed = null;
    }
  }
}
