package io.copytaster.benchmarks.inference;

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
}
