package io.copytaster.faults;

import io.copytaster.schemas.RawNews;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.service.WireFormats;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends sample articles at an even pace through every fault, each acknowledged by the brokers. */
final class SteadyProducer implements AutoCloseable {

  /** Each key's articles are to stay in order. */
  private static final int KEYS = 40;

  private static final int DELIVERY_TIMEOUT_MILLIS = 600_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroEncoder<RawNews> encoder;
  private final String topic;
  private final long nanosBetween;
  private final List<Sent> sent = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::sendUntilInterrupted, "steady-producer");

  private SteadyProducer(Settings settings, int articlesPerSecond) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.kafka().bootstrapServers(),
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                DELIVERY_TIMEOUT_MILLIS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                DELIVERY_TIMEOUT_MILLIS),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    encoder = new AvroEncoder<>(WireFormats.of(settings.registry()), RawNews.class);
    topic = settings.topics().raw();
    nanosBetween = TimeUnit.SECONDS.toNanos(1) / articlesPerSecond;
  }

  static SteadyProducer start(Settings settings, int articlesPerSecond) {
    var producer = new SteadyProducer(settings, articlesPerSecond);
    producer.thread.start();
    return producer;
  }

  /** Stops, waits until the brokers have acknowledged everything, and returns it in its order. */
  List<Sent> finish() {
    close();
    if (failure.get() != null) {
      throw new AssertionError("the producer's own record was not taken", failure.get());
    }
    return List.copyOf(sent);
  }

  private void sendUntilInterrupted() {
    long next = System.nanoTime();
    for (int number = 0; !Thread.currentThread().isInterrupted(); number++) {
      send(number);
      next += nanosBetween;
      try {
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the result
  private void send(int number) {
    Image.Sample sample = Image.samples().get(number % Image.samples().size());
    String key = "source-" + number % KEYS;
    String id = "article-" + number;
    var news =
        RawNews.newBuilder().setId(id).setTitle(sample.title()).setBody(sample.body()).build();
    var record =
        new ProducerRecord<>(
            topic, key.getBytes(StandardCharsets.UTF_8), encoder.encode(topic, news));
    producer.send(
        record,
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
    sent.add(new Sent.Article(key, id, sample.label()));
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
