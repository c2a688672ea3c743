package io.copytaster.streams.demo;

import io.copytaster.model.dataset.LabeledText;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.deadletter.DeadLetter;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.feed.NewsProducer;
import io.copytaster.streams.feed.Pace;
import io.copytaster.streams.feed.RawNewsEvents;
import io.copytaster.streams.feed.TopicReader;
import io.copytaster.streams.service.LabelingService;
import io.copytaster.streams.service.WireFormats;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * News through a running service, counted on the other side.
 *
 * <p>Each article carries its number in a header, which the service passes through as it does every
 * header. The counting is done by a read-committed consumer on the output and dead-letter topics,
 * which knows nothing of the service.
 */
public final class NewsDemo {

  static final String NUMBER = "copytaster.demo.number";

  private static final Duration POLL = Duration.ofMillis(100);

  private final Settings settings;
  private final List<LabeledText> articles;
  private final DemoView view;
  private final Tally tally = new Tally();
  private final AtomicInteger sent = new AtomicInteger();
  private final AvroDecoder<LabeledNews> decoder;

  /**
   * @param articles sent by {@link #run}, in their order
   */
  public NewsDemo(Settings settings, List<LabeledText> articles, DemoView view) {
    this.settings = settings;
    this.articles = articles;
    this.view = view;
    this.decoder = new AvroDecoder<>(WireFormats.of(settings.registry()), LabeledNews.class);
  }

  /**
   * Sends every article and reads until all have come back, or none has for {@code patience}.
   *
   * @param service that labels
   * @param rate articles per second; 0 for as fast as they are taken
   */
  public DemoSummary run(LabelingService service, double rate, Duration patience)
      throws InterruptedException {
    var topics = settings.topics();
    try (var reader =
        TopicReader.open(settings, List.of(topics.labeled(), topics.deadLetter()), false)) {
      long start = System.nanoTime();
      var sender = new Sender(rate, start);
      sender.start();
      long last = System.nanoTime();
      while (tally.accountedFor() < articles.size()
          && System.nanoTime() - last < patience.toNanos()) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          count(record);
          last = System.nanoTime();
        }
        sender.checkAlive();
        last = sender.isAlive() ? System.nanoTime() : last;
      }
      // A duplicate would come after the last article.
      reader.poll(Duration.ofMillis(500)).forEach(this::count);
      return summary(service.model(), last - start);
    }
  }

  private void count(ConsumerRecord<byte[], byte[]> record) {
    int number = number(record);
    if (number < 0) {
      return;
    }
    if (record.topic().equals(settings.topics().deadLetter())) {
      tally.deadLettered(number);
      view.deadLettered(DeadLetter.of(record), record.timestamp(), progress());
      return;
    }
    LabeledNews news = decoder.decode(record.value());
    String expected = articles.get(number).label();
    long latency = System.currentTimeMillis() - record.timestamp();
    tally.labelled(number, latency, news.getLabel(), expected);
    view.labelled(news, record, progress());
  }

  private DemoSummary summary(String model, long nanos) {
    var accuracy = tally.accuracy();
    return new DemoSummary(
        articles.size(),
        tally.labelled(),
        tally.deadLettered(),
        tally.duplicates(),
        articles.size() - tally.accountedFor(),
        nanos / 1e9,
        tally.latencyMillis(0.50),
        tally.latencyMillis(0.99),
        accuracy.isPresent() ? accuracy.getAsDouble() : null,
        model,
        null);
  }

  /** The article's number; -1 for a record that is none of this demo's. */
  private static int number(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(NUMBER);
    return header == null ? -1 : ByteBuffer.wrap(header.value()).getInt();
  }

  private DemoView.Progress progress() {
    return new DemoView.Progress(tally.accountedFor(), sent.get(), articles.size());
  }

  /** The thread that sends. */
  private final class Sender extends Thread {
    private final Pace pace;
    private final long start;
    private volatile @Nullable RuntimeException failure;

    private Sender(double rate, long start) {
      super("copytaster-demo-sender");
      setDaemon(true);
      this.pace = new Pace(rate);
      this.start = start;
    }

    @Override
    public void run() {
      try (var producer = NewsProducer.open(settings)) {
        for (int number = 0; number < articles.size(); number++) {
          LockSupport.parkNanos(start + pace.due(number) - System.nanoTime());
          var headers = new RecordHeaders();
          headers.add(NUMBER, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
          producer.send(RawNewsEvents.of(articles.get(number)), headers);
          sent.incrementAndGet();
        }
        producer.flush();
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    private void checkAlive() {
      RuntimeException thrown = failure;
      if (thrown != null) {
        throw thrown;
      }
    }
  }
}
