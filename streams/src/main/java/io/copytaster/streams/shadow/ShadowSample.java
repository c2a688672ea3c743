package io.copytaster.streams.shadow;

import io.copytaster.model.dataset.Split;

/** Which articles a challenger is shown: the same ones on every instance and after every start. */
final class ShadowSample {

  /** Not the hash that divides training from held-out articles. */
  private static final String SALT = "shadow/";

  private final Split split;

  /**
   * @param share of all articles, 0 to 1
   */
  ShadowSample(double share) {
    this.split = Split.byHash(share);
  }

  boolean includes(String articleId) {
    return split.holdsOut(SALT + articleId);
  }
}
