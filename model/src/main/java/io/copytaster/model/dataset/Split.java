package io.copytaster.model.dataset;

import io.copytaster.model.text.Article;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * Divides articles into those to train on and those held out, by a hash: the same article is always
 * on the same side, in whatever order or file it comes.
 */
public final class Split {

  private static final double TWO_TO_THE_53 = 1L << 53;

  private final double fraction;

  private Split(double fraction) {
    this.fraction = fraction;
  }

  /**
   * @param fraction how much of a large set is held out, between 0 and 1
   */
  public static Split byHash(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "the held-out fraction must be between 0 and 1: " + fraction);
    }
    return new Split(fraction);
  }

  /**
   * Whether the article is held out, by its words: neither case nor white space counts, so that no
   * copy of it is trained on under another id.
   */
  public boolean holdsOut(Article article) {
    String words = article.text().strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    return holdsOut(words);
  }

  /** Whether what has this key, such as an article's id, is held out. */
  public boolean holdsOut(String key) {
    return uniform(key) < fraction;
  }

  /** The first 53 bits of the key's SHA-256, as a number from 0 to below 1. */
  private static double uniform(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return (ByteBuffer.wrap(digest).getLong() >>> 11) / TWO_TO_THE_53;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
