package io.copytaster.streams.config;

/** What a reader of the labelled topic may rely on. */
public enum Guarantee {
  /** Every article is labelled; after a crash some may be labelled again. */
  AT_LEAST_ONCE("at_least_once"),
  /** Every article is labelled once, for readers of committed records. */
  EXACTLY_ONCE("exactly_once_v2");

  private final String kafkaName;

  Guarantee(String kafkaName) {
    this.kafkaName = kafkaName;
  }

  /** The value of Kafka Streams' {@code processing.guarantee}. */
  public String kafkaName() {
    return kafkaName;
  }
}
