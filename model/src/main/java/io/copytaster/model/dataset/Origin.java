package io.copytaster.model.dataset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an article comes from, as far as the file says.
 *
 * @param source the publisher or feed
 * @param language a BCP 47 tag
 */
public record Origin(
    @Nullable String source,
    @Nullable String url,
    @Nullable String language,
    @Nullable Instant published) {

  /** Nothing is known. */
  public static final Origin UNKNOWN = new Origin(null, null, null, null);
}
