package io.copytaster.benchmarks.inference;

import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.MatrixWork;
import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.tokens.Tokenizer;
import io.copytaster.model.tokens.Tokens;
import java.util.Arrays;
import java.util.List;

/**
 * All articles at hand from the beginning: tokenized, put into batches, computed batch by batch.
 *
 * <p>The time runs from the first text to the last batch. The tokenizer and all around the network
 * are the same whoever computes, so that only the networks differ.
 */
record InBatches(
    String name,
    List<String> texts,
    Tokenizer tokenizer,
    MatrixWork work,
    Batching batching,
    BatchNetwork network)
    implements Contender<Turn> {

  /** All of the bench's articles. */
  static InBatches of(String name, Bench bench, Batching batching, BatchNetwork network) {
    return new InBatches(
        name, bench.articles().texts(), bench.tokenizer(), bench.work(), batching, network);
  }

  @Override
  public Turn run() throws Exception {
    long began = System.nanoTime();
    List<Tokens> tokens = texts.stream().map(tokenizer::encode).toList();
    var amount = Amount.NONE;
    for (int[] places : batching.of(tokens.stream().mapToInt(Tokens::length).toArray())) {
      var batch = new TokenBatch(Arrays.stream(places).mapToObj(tokens::get).toList());
      network.compute(batch);
      amount = amount.plus(work.amount(batch));
    }
    return Turn.since(began, amount);
  }

  /** The same with fewer articles. */
  InBatches first(int articles) {
    var fewer = texts.subList(0, Math.min(articles, texts.size()));
    return new InBatches(name, fewer, tokenizer, work, batching, network);
  }
}
