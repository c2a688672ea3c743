package io.copytaster.streams.config;

import java.util.List;

/**
 * What labelled records look like.
 *
 * @param maxEventBytes the largest labelled event that is sent; a larger one is dead-lettered
 * @param timestamp which moment the record carries
 */
public record OutputSettings(int maxEventBytes, OutputTimestamp timestamp) {

  static final Setting<Integer> MAX_EVENT_BYTES =
      new Setting<>(
          "output.max-event-bytes",
          ValueType.integer(1_000, 100_000_000),
          "1000000",
          "The largest labelled event that is sent, encoded; an article whose event is larger goes"
              + " to the dead letters. Below the topic's `max.message.bytes`.");
  static final Setting<OutputTimestamp> TIMESTAMP =
      new Setting<>(
          "output.timestamp",
          ValueType.choice(OutputTimestamp.class),
          "source",
          "Which timestamp a labelled record carries: the raw record's, or the moment of labelling."
              + " With old sources choose `labeled`, or retention deletes fresh labels.");

  static final List<Setting<?>> ALL = List.of(MAX_EVENT_BYTES, TIMESTAMP);

  static OutputSettings from(SettingValues values) {
    return new OutputSettings(values.get(MAX_EVENT_BYTES), values.get(TIMESTAMP));
  }
}
