package io.copytaster.streams.broker;

import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics as this program would create them. */
public final class NewsTopics {

  private NewsTopics() {}

  /**
   * What labelling needs: raw, labelled, dead letters, and where it is on, the shadow's. The
   * announcements of models too where they are followed and it may be created; where it may not,
   * labelling goes on without.
   */
  public static List<NewTopic> forServing(Settings settings) {
    return settings.storage().follow() && settings.topics().create()
        ? Stream.concat(forLabeling(settings).stream(), Stream.of(models(settings))).toList()
        : forLabeling(settings);
  }

  private static List<NewTopic> forLabeling(Settings settings) {
    var topics = settings.topics();
    // A dead letter is a raw record and the reason.
    var limit = Integer.toString(KafkaProperties.maxRequestBytes(settings));
    var needed =
        new ArrayList<>(
            List.of(
                topic(settings, topics.raw()),
                topic(settings, topics.labeled()),
                topic(settings, topics.deadLetter()).configs(Map.of("max.message.bytes", limit))));
    if (settings.shadow().enabled()) {
      needed.add(topic(settings, topics.shadow()));
    }
    return List.copyOf(needed);
  }

  /** What learning needs besides: reviewed labels, and the announcements of models. */
  public static List<NewTopic> forLearning(Settings settings) {
    return List.of(topic(settings, settings.topics().reviewed()), models(settings));
  }

  /** The announcements of models: compacted, in one partition, so that their order is one. */
  public static NewTopic models(Settings settings) {
    var topics = settings.topics();
    return new NewTopic(topics.models(), 1, topics.replicationFactor())
        .configs(Map.of("cleanup.policy", "compact"));
  }

  private static NewTopic topic(Settings settings, String name) {
    var topics = settings.topics();
    return new NewTopic(name, topics.partitions(), topics.replicationFactor());
  }
}
