package io.copytaster.benchmarks.stream;

import io.copytaster.benchmarks.measure.Latency;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.feed.NewsProducer;
import io.copytaster.streams.feed.RawNewsEvents;
import io.copytaster.streams.feed.TopicReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Sends on a schedule from one thread, and reads what is committed on another. */
final class OpenLoop {

  private static final String NUMBER = "bench.number";
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Settings settings;
  private final Schedule schedule;
  private final List<LabeledText> articles;

  /**
   * @param articles sent in turn, again and again if there are too few
   */
  OpenLoop(Settings settings, Schedule schedule, List<LabeledText> articles) {
    this.settings = settings;
    this.schedule = schedule;
    this.articles = List.copyOf(articles);
  }

  /** From each arrival that was due to the label, for a service that runs. */
  Latency run() throws InterruptedException, ExecutionException {
    Histogram nanos = Latency.recorder();
    try (var producer = NewsProducer.open(settings);
        var reader = TopicReader.open(settings, List.of(settings.topics().labeled()), false)) {
      long start = System.nanoTime();
      var sending = new FutureTask<>(() -> send(producer, start), true);
      var sender = new Thread(sending, "bench-sender");
      sender.setDaemon(true);
      sender.start();
      int missing = schedule.arrivals();
      long last = System.nanoTime();
      while (missing > 0) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          last = System.nanoTime();
          int number = number(record);
          if (schedule.counts(number)) {
            nanos.recordValue(schedule.latency(number, last - start));
          }
          missing--;
        }
        if (System.nanoTime() - last > PATIENCE.toNanos()) {
          throw new IllegalStateException(missing + " articles got no label");
        }
      }
      sending.get();
    }
    return Latency.of(nanos);
  }

  private void send(NewsProducer producer, long start) {
    for (int number = 0; number < schedule.arrivals(); number++) {
      for (long left; (left = start + schedule.due(number) - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(left);
      }
      var headers = new RecordHeaders();
      headers.add(NUMBER, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
      producer.send(RawNewsEvents.of(articles.get(number % articles.size())), headers);
    }
    producer.flush();
  }

  private static int number(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(NUMBER);
    if (header == null) {
      throw new IllegalStateException("somebody else writes to " + record.topic());
    }
    return ByteBuffer.wrap(header.value()).getInt();
  }
}
