package io.copytaster.faults;

import io.copytaster.schemas.RawNews;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.service.WireFormats;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends records to the raw topic and remembers each, in order. For one thread at a time. */
final class Feed implements AutoCloseable {

  /** Each key's articles are to stay in order. */
  private static final int KEYS = 40;

  private static final int DELIVERY_TIMEOUT_MILLIS = 600_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private volatile Function<RawNews, byte[]> encoding;
  private final List<Sent> sent = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  Feed(Settings settings) {
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
    topic = settings.topics().raw();
    var encoder = new AvroEncoder<>(WireFormats.of(settings.registry()), RawNews.class);
    encoding = news -> encoder.encode(topic, news);
  }

  /** The sample article of this number; they come again and again, each with an id of its own. */
  void article(int number) {
    Image.Sample sample = Image.samples().get(number % Image.samples().size());
    String id = "article-" + number;
    var news =
        RawNews.newBuilder().setId(id).setTitle(sample.title()).setBody(sample.body()).build();
    String key = ("source-" + number % KEYS).intern();
    send(new Sent.Article(key, id, sample.label()), encoding.apply(news));
  }

  /** Articles are written so from now on. */
  void encodeWith(Function<RawNews, byte[]> otherEncoding) {
    encoding = otherEncoding;
  }

  /** Any bytes, under the key of what is expected of them. */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the result
  void send(Sent expected, byte @Nullable [] value) {
    byte[] key = expected.key().getBytes(StandardCharsets.UTF_8);
    producer.send(
        new ProducerRecord<>(topic, key, value),
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
    sent.add(expected);
  }

  /** Waits until the brokers have acknowledged everything, and returns it in its order. */
  List<Sent> finish() {
    producer.flush();
    if (failure.get() != null) {
      throw new AssertionError("the producer's own record was not taken", failure.get());
    }
    return List.copyOf(sent);
  }

  @Override
  public void close() {
    producer.close();
  }
}
