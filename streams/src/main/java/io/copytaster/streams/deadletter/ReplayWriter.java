package io.copytaster.streams.deadletter;

import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes replayed records, and then their receipts: never a receipt without its record. For one
 * thread.
 *
 * <p>With transactions both become visible at once, and the one who opened last is the only one who
 * writes (KIP-98). Without, a crash between the two lets the next replay send a record again.
 */
final class ReplayWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayWriter.class);

  private static final int BATCH = 500;

  private final KafkaProducer<byte[], byte[]> producer;
  private final boolean transactional;
  private final List<ProducerRecord<byte @Nullable [], byte @Nullable []>> receipts =
      new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private ReplayWriter(KafkaProducer<byte[], byte[]> producer, boolean transactional) {
    this.producer = producer;
    this.transactional = transactional;
  }

  /** Opens one; with transactions, whatever another one has begun is rolled back first. */
  static ReplayWriter open(Settings settings, boolean transactional) {
    var properties = KafkaProperties.producer(settings);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    if (transactional) {
      properties.put(
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          settings.serving().applicationId() + "-dead-letters");
    }
    var serializer = new ByteArraySerializer();
    var producer = new KafkaProducer<>(properties, serializer, serializer);
    try {
      if (transactional) {
        producer.initTransactions();
      }
    } catch (RuntimeException e) {
      producer.close();
      throw e;
    }
    return new ReplayWriter(producer, transactional);
  }

  /** Sends a record, and keeps its receipt until the record is safe. */
  void write(
      ProducerRecord<byte @Nullable [], byte @Nullable []> record,
      ProducerRecord<byte @Nullable [], byte @Nullable []> receipt) {
    if (transactional && receipts.isEmpty()) {
      producer.beginTransaction();
    }
    receipts.add(receipt);
    send(record);
    if (receipts.size() >= BATCH) {
      complete();
    }
  }

  /**
   * Returns once the brokers have everything.
   *
   * @throws IllegalStateException if something could not be written, or another replay took over
   */
  void complete() {
    if (receipts.isEmpty()) {
      return;
    }
    try {
      if (!transactional) {
        flush();
      }
      receipts.forEach(this::send);
      flush();
      if (transactional) {
        producer.commitTransaction();
      }
    } catch (KafkaException e) {
      throw failed(e);
    }
    receipts.clear();
  }

  private void flush() {
    producer.flush();
    Exception exception = failure.get();
    if (exception != null) {
      throw failed(exception);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the result
  private void send(ProducerRecord<byte @Nullable [], byte @Nullable []> record) {
    producer.send(
        record,
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
  }

  private static IllegalStateException failed(Exception e) {
    return new IllegalStateException("dead letters could not be replayed: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      if (transactional && !receipts.isEmpty()) {
        producer.abortTransaction();
      }
    } catch (KafkaException e) {
      LOG.debug("Left to the brokers to roll back", e);
    } finally {
      producer.close();
    }
  }
}
