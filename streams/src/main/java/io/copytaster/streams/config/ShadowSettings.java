package io.copytaster.streams.config;

import java.util.List;

/**
 * The challenger beside the champion.
 *
 * @param enabled whether a challenger that is announced labels a share of the articles
 * @param share of the articles that it is shown, 0 to 1
 * @param queueArticles that may wait for it; what comes beyond is shed
 */
public record ShadowSettings(boolean enabled, double share, int queueArticles) {

  static final Setting<Boolean> ENABLED =
      new Setting<>(
          "serving.shadow",
          ValueType.flag(),
          "false",
          "Let an announced challenger label a share of the articles beside the champion, to"
              + " `topics.shadow` only.");
  static final Setting<Double> SHARE =
      new Setting<>(
          "serving.shadow-share",
          ValueType.decimal("0", "1"),
          "0.1",
          "Share of the articles that the challenger is shown, chosen by a hash of their id.");
  static final Setting<Integer> QUEUE_ARTICLES =
      new Setting<>(
          "serving.shadow-queue",
          ValueType.integer(1, 100_000),
          "256",
          "Articles that may wait until the device has nothing better to do; those beyond are shed"
              + " and counted.");

  static final List<Setting<?>> ALL = List.of(ENABLED, SHARE, QUEUE_ARTICLES);

  static ShadowSettings from(SettingValues values) {
    return new ShadowSettings(values.get(ENABLED), values.get(SHARE), values.get(QUEUE_ARTICLES));
  }
}
