package io.copytaster.streams.topology;

import io.copytaster.model.text.Article;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.NewsEvents;
import io.copytaster.streams.topology.BadArticleException.Reason;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a record's bytes to word pieces. Used by every stream thread at once. */
public final class Preparation {

  private final AvroDecoder<RawNews> decoder;
  private final Function<String, Tokens> tokenizer;

  /**
   * @param tokenizer of the model that serves; thread-safe
   */
  public Preparation(AvroDecoder<RawNews> decoder, Function<String, Tokens> tokenizer) {
    this.decoder = decoder;
    this.tokenizer = tokenizer;
  }

  /**
   * Decodes and tokenizes.
   *
   * @throws io.copytaster.streams.event.BadEventException if the bytes are no such event
   * @throws BadArticleException if there is nothing to label
   * @throws io.copytaster.streams.event.RegistryUnavailableException if a registry must be asked
   *     and is away
   */
  PreparedArticle prepare(byte @Nullable [] value) {
    if (value == null) {
      throw new BadArticleException(Reason.TOMBSTONE, "the record has no value");
    }
    RawNews news = decoder.decode(value);
    Article article = NewsEvents.toArticle(news);
    if (article.isBlank()) {
      throw new BadArticleException(
          Reason.BLANK, "article '" + news.getId() + "' has neither title nor body");
    }
    long began = System.nanoTime();
    Tokens tokens = tokenizer.apply(article.text());
    return new PreparedArticle(news, tokens, System.nanoTime() - began);
  }
}
