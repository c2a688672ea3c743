package io.copytaster.benchmarks.inference;

import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;

/** 5: how fast texts become tokens, on one thread. */
public final class TokenizingAlone implements Scenario {

  private static final int ROUNDS = 8;

  @Override
  public int number() {
    return 5;
  }

  @Override
  public String title() {
    return "tokenizing alone";
  }

  @Override
  public void enter(Bench bench, Lineup lineup) {
    var articles = bench.articles().times(ROUNDS * bench.articles().size());
    lineup.add(this, new Tokenizing(articles.texts(), bench.tokenizer()), null);
  }
}
