package io.copytaster.streams.topology;

import io.copytaster.model.text.Article;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.NewsEvents;
import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.slot.TokenizedText;
import io.copytaster.streams.topology.BadArticleException.Reason;
import org.jspecify.annotations.Nullable;

/** From a record's bytes to word pieces. Used by every stream thread at once. */
public final class Preparation {

  private final AvroDecoder<RawNews> decoder;
  private final ModelSlot slot;

  /**
   * @param slot whose model of the moment tokenizes
   */
  public Preparation(AvroDecoder<RawNews> decoder, ModelSlot slot) {
    this.decoder = decoder;
    this.slot = slot;
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
          Reason.BLANK, "article '" + ShownId.of(news.getId()) + "' has neither title nor body");
    }
    long began = System.nanoTime();
    TokenizedText text = slot.tokenize(article.text());
    return new PreparedArticle(news, text, System.nanoTime() - began);
  }
}
