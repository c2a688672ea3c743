package io.copytaster.benchmarks.parts;

import io.copytaster.benchmarks.lineup.Articles;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.checkpoint.ShippedCheckpoint;
import io.copytaster.model.tokens.Tokenizer;
import io.copytaster.model.tokens.Tokens;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The samples that ship, and the shipped checkpoint's tokenizer. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class News {

  static final int ARTICLES = 1000;

  private Tokenizer tokenizer;
  private Articles articles;
  private List<Tokens> tokens;

  @Setup(Level.Trial)
  public void open() throws IOException {
    var checkpoint = ShippedCheckpoint.open(Encoders.inUserCache());
    tokenizer = Tokenizer.open(checkpoint.tokenizerFile(), checkpoint.maxTokens());
    articles = Articles.read(null, ARTICLES);
    tokens = articles.texts().stream().map(tokenizer::encode).toList();
  }

  Tokenizer tokenizer() {
    return tokenizer;
  }

  Articles articles() {
    return articles;
  }

  List<Tokens> tokens() {
    return tokens;
  }

  @TearDown(Level.Trial)
  public void close() {
    tokenizer.close();
  }
}
