package io.copytaster.streams.feed;

/** An article that Kafka would not take. Category: bad input. */
public final class ArticleTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ArticleTooLargeException(String id, int size, int limit, String setting) {
    super(
        String.format(
            "article '%s' takes %,d bytes, and %,d is the limit (%s)", id, size, limit, setting));
  }
}
