package io.copytaster.streams.config;

import java.time.Duration;
import java.util.List;

/**
 * How articles are batched for the device.
 *
 * @param batchTokens what a batch may hold, padding included
 * @param paddingShare what of a batch may be padding
 * @param queueTokens what may wait for the device
 * @param rememberedArticles whose labels are kept for others of the same text
 * @param linger how long an idle device waits for company for the first article
 * @param deadline how long the device may do nothing while an article waits
 */
public record EngineSettings(
    int batchTokens,
    double paddingShare,
    int queueTokens,
    int rememberedArticles,
    Duration linger,
    Duration deadline) {

  static final Setting<Integer> BATCH_TOKENS =
      new Setting<>(
          "engine.batch-tokens",
          ValueType.integer(1, 1 << 24),
          "2048",
          "What one batch may hold: articles times the longest one's tokens. An article above it"
              + " goes alone. Each core of a processor has batches of its own, with MiniLM of at"
              + " most 256, with narrower networks of more.");
  static final Setting<Double> PADDING_SHARE =
      new Setting<>(
          "engine.padding-share",
          ValueType.decimal("0", "0.9"),
          "0.03",
          "Share of a batch that may be padding. More makes fewer batches: where the network is small,"
              + " starting one costs more than padding it.");
  static final Setting<Integer> QUEUE_TOKENS =
      new Setting<>(
          "engine.queue-tokens",
          ValueType.integer(1, 1 << 30),
          "65536",
          "Tokens that may wait for the device; beyond it articles wait in Kafka's buffers.");
  static final Setting<Integer> REMEMBERED_ARTICLES =
      new Setting<>(
          "engine.remembered-articles",
          ValueType.integer(0, 1 << 20),
          "10000",
          "Articles whose labels are remembered: one that reads the same to the same model, as a"
              + " dispatch that many outlets print, is not computed again. 0 computes every one.");
  static final Setting<Duration> LINGER =
      new Setting<>(
          "engine.linger",
          ValueType.duration("0ms", "1s"),
          "0ms",
          "How long an idle device waits for company for the first article. A busy one never waits.");
  static final Setting<Duration> DEADLINE =
      new Setting<>(
          "engine.deadline",
          ValueType.duration("100ms", "14m"),
          "8s",
          "How long the device may complete nothing while an article waits, before it counts as stuck."
              + " Below `serving.transaction-timeout`.");

  static final List<Setting<?>> ALL =
      List.of(BATCH_TOKENS, PADDING_SHARE, QUEUE_TOKENS, REMEMBERED_ARTICLES, LINGER, DEADLINE);

  static EngineSettings from(SettingValues values) {
    return new EngineSettings(
        values.get(BATCH_TOKENS),
        values.get(PADDING_SHARE),
        values.get(QUEUE_TOKENS),
        values.get(REMEMBERED_ARTICLES),
        values.get(LINGER),
        values.get(DEADLINE));
  }
}
