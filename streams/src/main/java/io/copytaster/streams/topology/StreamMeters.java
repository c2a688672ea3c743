package io.copytaster.streams.topology;

import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.engine.ArticleFailure;
import io.copytaster.streams.engine.Labelling;
import io.copytaster.streams.event.BadEventException;
import io.copytaster.streams.telemetry.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What is counted of every record: that it came, and what became of it. */
public final class StreamMeters implements LabelObserver {

  private final MeterRegistry registry;
  private final Counter received;
  private final Counter tokens;
  private final Counter unknownTokens;
  private final Counter truncated;

  public StreamMeters(MeterRegistry registry) {
    this.registry = registry;
    this.received = Meters.counter(registry, Meters.ARTICLES_RECEIVED);
    this.tokens = Meters.counter(registry, Meters.TOKENS);
    this.unknownTokens = Meters.counter(registry, Meters.UNKNOWN_TOKENS);
    this.truncated = Meters.counter(registry, Meters.ARTICLES_TRUNCATED);
  }

  void received() {
    received.increment();
  }

  @Override
  public void labelled(RawNews news, Labelling labelling, Tokens read) {
    Meters.counter(registry, Meters.ARTICLES_LABELED, labelling.prediction().label()).increment();
    tokens.increment(read.length());
    unknownTokens.increment(read.unknown());
    truncated.increment(read.truncated() ? 1 : 0);
  }

  void dead(Exception why) {
    Meters.counter(registry, Meters.ARTICLES_DEAD, reason(why)).increment();
  }

  private static String reason(Exception why) {
    Enum<?> reason =
        why instanceof BadEventException event
            ? event.reason()
            : why instanceof BadArticleException article ? article.reason() : null;
    if (reason != null) {
      return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    return why instanceof ArticleFailure ? "model" : "other";
  }
}
