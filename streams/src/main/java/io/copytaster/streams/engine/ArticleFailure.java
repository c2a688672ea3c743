package io.copytaster.streams.engine;

/** The model cannot read this one article, and reads others: a bad record. */
public final class ArticleFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  ArticleFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
