package io.copytaster.streams.retrain;

import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to retrain, held by one sidecar of the group at a time: the assignment of the one
 * partition that announcements have.
 *
 * <p>Its thread keeps the membership while another one works for hours. Nothing is read. A holder
 * that was suspended learns a moment too late that it has lost it; what it announces until then,
 * {@link io.copytaster.streams.announce.Announcements#claim} keeps out.
 */
final class Lease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
  private static final long NONE = 0;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::keep, "retrain-lease");
  private volatile long term = NONE;

  private Lease(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.topic = topic;
  }

  /** Joins the group, and begins to wait. */
  static Lease join(Settings settings) {
    var properties = KafkaProperties.consumer(settings);
    long session = settings.retrain().lease().toMillis();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.retrain().group());
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session);
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) (session / 4));
    // Whoever holds it keeps it when another one joins.
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(CooperativeStickyAssignor.class.getName()));
    var lease =
        new Lease(
            new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            settings.topics().models());
    lease.thread.setDaemon(true);
    lease.thread.start();
    return lease;
  }

  boolean isHeld() {
    return term != NONE;
  }

  /** Another number each time that it is given; 0 while another one has it. */
  long term() {
    return term;
  }

  private void keep() {
    try (consumer) {
      var watch = new Watch();
      consumer.subscribe(List.of(topic), watch);
      while (closing.getCount() > 0) {
        try {
          consumer.poll(POLL);
        } catch (WakeupException e) {
          return;
        } catch (KafkaException e) {
          LOG.warn("The lease of {} cannot be kept: {}", topic, e.getMessage());
          consumer.unsubscribe(); // to be told anew what it is given
          consumer.subscribe(List.of(topic), watch);
          term = NONE;
          if (closing.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      term = NONE;
    }
  }

  private final class Watch implements ConsumerRebalanceListener {

    private long given = NONE;

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      consumer.pause(consumer.assignment());
      if (assigned.contains(new TopicPartition(topic, 0))) {
        term = ++given;
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      if (revoked.contains(new TopicPartition(topic, 0))) {
        term = NONE;
      }
    }
  }

  /** Leaves the group, so that the next one need not wait. */
  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
