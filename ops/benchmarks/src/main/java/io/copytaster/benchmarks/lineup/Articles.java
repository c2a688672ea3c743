package io.copytaster.benchmarks.lineup;

import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every contender labels: the same articles, with their real lengths, in the same order. */
public final class Articles {

  private static final String SAMPLES = "/io/copytaster/benchmarks/news.jsonl";

  private final String source;
  private final List<LabeledText> rows;

  private Articles(String source, List<LabeledText> rows) {
    this.source = source;
    this.rows = List.copyOf(rows);
  }

  /**
   * The first so many that are not blank; too few are repeated.
   *
   * @param input as every command reads it; null for the samples that ship
   */
  public static Articles read(@Nullable Path input, int count) throws IOException {
    try (ArticleReader reader = open(input)) {
      var rows = new ArrayList<LabeledText>();
      while (rows.size() < count && reader.hasNext()) {
        LabeledText row = reader.next();
        if (!row.article().isBlank()) {
          rows.add(row);
        }
      }
      String name = input == null ? "the samples that ship" : input.getFileName().toString();
      return new Articles(name, rows).times(count);
    }
  }

  private static ArticleReader open(@Nullable Path input) throws IOException {
    return input != null
        ? ArticleReader.open(input, BadRows.REFUSE)
        : ArticleReader.read(
            Objects.requireNonNull(Articles.class.getResourceAsStream(SAMPLES)),
            SAMPLES,
            BadRows.REFUSE);
  }

  /** So many of them, from the first one on, again and again if need be. */
  public Articles times(int count) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(source + " has no article");
    }
    var repeated = new ArrayList<LabeledText>(count);
    for (int i = 0; i < count; i++) {
      repeated.add(rows.get(i % rows.size()));
    }
    return new Articles(source, repeated);
  }

  public int size() {
    return rows.size();
  }

  public List<LabeledText> rows() {
    return rows;
  }

  public List<String> texts() {
    return rows.stream().map(row -> row.article().text()).toList();
  }

  /** What they are as work for a network of this shape, whatever batches they come in. */
  public Amount amount(Tokenizer tokenizer, TransformerConfig network) {
    var alone = texts().stream().map(tokenizer::encode).map(one -> new TokenBatch(List.of(one)));
    return alone
        .map(batch -> MatrixWork.of(network).amount(batch))
        .reduce(Amount.NONE, Amount::plus);
  }

  /** The file's name. */
  @Override
  public String toString() {
    return source;
  }
}
