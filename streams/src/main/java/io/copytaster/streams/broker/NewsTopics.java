package io.copytaster.streams.broker;

import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics as this program would create them. */
public final class NewsTopics {

  private NewsTopics() {}

  /** What labelling needs: raw, labelled, dead letters. */
  public static List<NewTopic> forServing(Settings settings) {
    var topics = settings.topics();
    // A dead letter is a raw record and the reason.
    var limit = Integer.toString(KafkaProperties.maxRequestBytes(settings));
    return List.of(
        topic(settings, topics.raw()),
        topic(settings, topics.labeled()),
        topic(settings, topics.deadLetter()).configs(Map.of("max.message.bytes", limit)));
  }

  /** What learning needs besides: reviewed labels, and the announcements of models. */
  public static List<NewTopic> forLearning(Settings settings) {
    var topics = settings.topics();
    return List.of(
        topic(settings, topics.reviewed()),
        new NewTopic(topics.models(), 1, topics.replicationFactor())
            .configs(Map.of("cleanup.policy", "compact")));
  }

  private static NewTopic topic(Settings settings, String name) {
    var topics = settings.topics();
    return new NewTopic(name, topics.partitions(), topics.replicationFactor());
  }
}
