package io.copytaster.streams.service;

import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;

/**
 * What the topics take, of a record alone in its batch.
 *
 * @param labeledBytes on the output topic
 * @param deadLetterBytes on the dead-letter topic
 */
record TopicLimits(int labeledBytes, int deadLetterBytes) {

  /**
   * Makes sure of the topics, and asks for their limits.
   *
   * @throws io.copytaster.streams.broker.BrokerException if one is missing and may not be created
   */
  static TopicLimits prepare(TopicAdmin admin, Settings settings) {
    admin.ensure(NewsTopics.forServing(settings), settings.topics().create());
    int largestRequest = KafkaProperties.maxRequestBytes(settings);
    return new TopicLimits(
        Math.min(
            settings.output().maxEventBytes(),
            Math.min(largestRequest, admin.maxMessageBytes(settings.topics().labeled()))),
        Math.min(largestRequest, admin.maxMessageBytes(settings.topics().deadLetter())));
  }
}
