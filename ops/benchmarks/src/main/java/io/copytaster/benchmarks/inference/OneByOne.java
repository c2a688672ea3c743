package io.copytaster.benchmarks.inference;

import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.MatrixWork;
import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Latency;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.tokens.Tokenizer;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Each article alone, as soon as the one before is done; its latency includes tokenizing. */
record OneByOne(
    String name, List<String> texts, Tokenizer tokenizer, MatrixWork work, BatchNetwork network)
    implements Contender<Turn> {

  private static final int ARTICLES = 200;

  /** The first of the bench's articles, so many that one knows the slowest of a hundred. */
  static OneByOne of(String network, Bench bench, BatchNetwork computing) {
    List<String> texts = bench.articles().texts();
    return new OneByOne(
        network + ", one by one",
        texts.subList(0, Math.min(ARTICLES, texts.size())),
        bench.tokenizer(),
        bench.work(),
        computing);
  }

  @Override
  public Turn run() throws Exception {
    Histogram nanos = Latency.recorder();
    var amount = Amount.NONE;
    long began = System.nanoTime();
    long before = began;
    for (String text : texts) {
      var alone = new TokenBatch(List.of(tokenizer.encode(text)));
      network.compute(alone);
      long now = System.nanoTime();
      nanos.recordValue(now - before);
      before = now;
      amount = amount.plus(work.amount(alone));
    }
    return Turn.since(began, amount).with(Latency.of(nanos));
  }

  /** The same with fewer articles. */
  OneByOne first(int articles) {
    var fewer = texts.subList(0, Math.min(articles, texts.size()));
    return new OneByOne(name, fewer, tokenizer, work, network);
  }
}
