package io.copytaster.streams.review;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.feed.EventProducer;
import io.copytaster.streams.service.WireFormats;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Sends people's labels to the reviewed topic, keyed by article: the last one of an article wins.
 */
public final class ReviewedProducer implements AutoCloseable {

  private final EventProducer<LabeledNews> producer;

  private ReviewedProducer(EventProducer<LabeledNews> producer) {
    this.producer = producer;
  }

  /**
   * Finds the reviewed topic and what it takes; waits for the brokers if they are away.
   *
   * @throws io.copytaster.streams.broker.BrokerException if the topic is missing, or the cluster
   *     refuses this client
   */
  public static ReviewedProducer open(Settings settings) {
    var encoder = new AvroEncoder<>(WireFormats.of(settings.registry()), LabeledNews.class);
    return new ReviewedProducer(
        EventProducer.open(settings, encoder, settings.topics().reviewed()));
  }

  /**
   * Sends one.
   *
   * @throws io.copytaster.streams.feed.ArticleTooLargeException if the topic would not take it
   * @throws IllegalStateException if an earlier one could not be sent
   */
  public void send(LabeledNews reviewed) {
    producer.send(reviewed.getArticle().getId(), reviewed, new RecordHeaders());
  }

  /** Returns once the brokers have everything. */
  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
