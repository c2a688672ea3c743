package io.copytaster.streams.feed;

import io.copytaster.schemas.RawNews;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.service.WireFormats;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Sends articles to the raw topic, keyed by their id. */
public final class NewsProducer implements AutoCloseable {

  private final EventProducer<RawNews> producer;

  /**
   * Finds the raw topic and what it takes; waits for the brokers if they are away.
   *
   * @throws io.copytaster.streams.broker.BrokerException if the topic is missing, or the cluster
   *     refuses this client
   */
  public static NewsProducer open(Settings settings) {
    var encoder = new AvroEncoder<>(WireFormats.of(settings.registry()), RawNews.class);
    return new NewsProducer(EventProducer.open(settings, encoder, settings.topics().raw()));
  }

  /**
   * @param maxBytes what the raw topic takes of one record
   */
  public NewsProducer(Settings settings, AvroEncoder<RawNews> encoder, int maxBytes) {
    this(new EventProducer<>(settings, encoder, settings.topics().raw(), maxBytes));
  }

  private NewsProducer(EventProducer<RawNews> producer) {
    this.producer = producer;
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
  public void send(RawNews news, Headers headers) {
    producer.send(news.getId(), news, headers);
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
