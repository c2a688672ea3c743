package io.copytaster.benchmarks.parts;

import io.copytaster.model.batch.SortedBatches;
import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.feed.RawNewsEvents;
import io.copytaster.streams.service.WireFormats;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What an article costs beside the network, in microseconds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Parts {

  private static final int BATCH_TOKENS = 2048;
  private static final int COLLATED = 32;
  private static final String TOPIC = "news.raw";

  private static final Settings SETTINGS = Settings.of(Map.of());
  private static final AvroEncoder<RawNews> ENCODER =
      new AvroEncoder<>(WireFormats.of(SETTINGS.registry()), RawNews.class);
  private static final AvroDecoder<RawNews> DECODER =
      new AvroDecoder<>(WireFormats.of(SETTINGS.registry()), RawNews.class);

  /** Text into tokens. */
  @Benchmark
  @OperationsPerInvocation(News.ARTICLES)
  public void tokenizing(News news, Blackhole sink) {
    for (LabeledText row : news.articles().rows()) {
      sink.consume(news.tokenizer().encode(row.article().text()));
    }
  }

  /** Lengths into batches. */
  @Benchmark
  @OperationsPerInvocation(News.ARTICLES)
  public List<int[]> batcher(News news) {
    int[] lengths = news.tokens().stream().mapToInt(Tokens::length).toArray();
    return SortedBatches.of(lengths, BATCH_TOKENS);
  }

  /** Rows into the padded arrays that the network takes. */
  @Benchmark
  @OperationsPerInvocation(COLLATED)
  public void collation(News news, Blackhole sink) {
    var batch = new TokenBatch(news.tokens().subList(0, COLLATED));
    sink.consume(batch.ids());
    sink.consume(batch.lengths());
  }

  /** An event into bytes and back. */
  @Benchmark
  @OperationsPerInvocation(COLLATED)
  public void decoding(News news, Blackhole sink) {
    for (LabeledText row : news.articles().rows().subList(0, COLLATED)) {
      sink.consume(DECODER.decode(ENCODER.encode(TOPIC, RawNewsEvents.of(row))));
    }
  }
}
