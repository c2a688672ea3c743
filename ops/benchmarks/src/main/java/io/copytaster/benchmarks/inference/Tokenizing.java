package io.copytaster.benchmarks.inference;

import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.model.tokens.Tokenizer;
import java.util.List;

/** Texts into tokens, one after the other on one thread, and nothing else. */
record Tokenizing(List<String> texts, Tokenizer tokenizer) implements Contender<Turn> {

  @Override
  public String name() {
    return "tokenizing alone";
  }

  @Override
  public Turn run() {
    long began = System.nanoTime();
    long tokens = 0;
    for (String text : texts) {
      tokens += tokenizer.encode(text).length();
    }
    return Turn.since(began, new Amount(texts.size(), tokens, 0, 0));
  }
}
