package io.copytaster.streams.config;

import java.util.List;

/**
 * The topics, and how they are created when that is wanted.
 *
 * @param raw articles as they come in
 * @param labeled articles with their labels
 * @param deadLetter records that could not be labelled, with their original bytes
 * @param models announcements of models, compacted
 * @param reviewed labels that people set
 * @param shadow a challenger's labels
 * @param create whether missing topics are created
 * @param partitions of a topic that is created
 * @param replicationFactor of a topic that is created; -1 leaves it to the broker
 */
public record TopicSettings(
    String raw,
    String labeled,
    String deadLetter,
    String models,
    String reviewed,
    String shadow,
    boolean create,
    int partitions,
    short replicationFactor) {

  static final Setting<String> RAW = topic("raw", "news.raw", "Articles as they come in.");
  static final Setting<String> LABELED =
      topic("labeled", "news.labeled", "Articles with their labels.");
  static final Setting<String> DEAD_LETTER =
      topic(
          "dead-letter",
          "news.dead-letter",
          "Records that could not be labelled: original bytes, and the reason in the headers.");
  static final Setting<String> MODELS =
      topic("models", "news.models", "Announcements of models; compacted.");
  static final Setting<String> REVIEWED =
      topic("reviewed", "news.reviewed", "Labels that editors and publishers set.");
  static final Setting<String> SHADOW =
      topic("shadow", "news.shadow", "Labels of a challenger, for comparison only.");
  static final Setting<Boolean> CREATE =
      new Setting<>(
          "topics.create",
          ValueType.flag(),
          "false",
          "Create the topics that are missing. Otherwise a missing topic is an error that names it.");
  static final Setting<Integer> PARTITIONS =
      new Setting<>(
          "topics.partitions",
          ValueType.integer(1, 10_000),
          "3",
          "Partitions of a topic that is created.");
  static final Setting<String> REPLICATION_FACTOR =
      new Setting<>(
          "topics.replication-factor",
          ValueType.matching("-1|[1-9]\\d{0,2}", "-1, or a whole number from 1"),
          "-1",
          "Copies of a topic that is created; -1 is the broker's own default.");

  static final List<Setting<?>> ALL =
      List.of(
          RAW,
          LABELED,
          DEAD_LETTER,
          MODELS,
          REVIEWED,
          SHADOW,
          CREATE,
          PARTITIONS,
          REPLICATION_FACTOR);

  static TopicSettings from(SettingValues values) {
    return new TopicSettings(
        values.get(RAW),
        values.get(LABELED),
        values.get(DEAD_LETTER),
        values.get(MODELS),
        values.get(REVIEWED),
        values.get(SHADOW),
        values.get(CREATE),
        values.get(PARTITIONS),
        Short.parseShort(values.get(REPLICATION_FACTOR)));
  }

  private static Setting<String> topic(String name, String fallback, String doc) {
    var type =
        ValueType.matching(
            "(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}",
            "a topic's name: at most 249 letters, digits, dots, underscores and hyphens");
    return new Setting<>("topics." + name, type, fallback, doc);
  }
}
