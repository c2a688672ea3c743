package io.copytaster.streams.broker;

import static io.copytaster.streams.broker.BrokerException.Category.FAILED;
import static io.copytaster.streams.broker.BrokerException.Category.MISSING_TOPIC;
import static io.copytaster.streams.broker.BrokerException.Category.REFUSED;

import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a cluster: which are missing, what they take, and how they come to be. */
public final class TopicAdmin implements AutoCloseable {

  /** How long the brokers may take to learn of a topic that their controller has created. */
  private static final Patience CREATION =
      new Patience(Duration.ofMillis(20), Duration.ofMillis(500), Duration.ofSeconds(15));

  private final Admin admin;

  private TopicAdmin(Admin admin) {
    this.admin = admin;
  }

  /**
   * Connects to the cluster of the settings, and waits for it if it is not there.
   *
   * @param say told in words, once, that there is no answer, and once that there is one after all
   * @throws BrokerException if there is no answer in time, or the broker refuses this client
   */
  public static TopicAdmin connect(Settings settings, Patience patience, Consumer<String> say) {
    return new TopicAdmin(BrokerConnection.await(KafkaProperties.admin(settings), patience, say));
  }

  /**
   * Makes sure that topics exist, and that those it creates can be written.
   *
   * @param create whether missing ones are created
   * @return the names of those created
   * @throws BrokerException if one is missing and may not be created; the message names each
   */
  public List<String> ensure(Collection<NewTopic> topics, boolean create) {
    var present = answer(admin.listTopics().names());
    var missing = topics.stream().filter(topic -> !present.contains(topic.name())).toList();
    var names = missing.stream().map(NewTopic::name).toList();
    if (!missing.isEmpty() && !create) {
      throw missing(names);
    }
    admin.createTopics(missing).values().values().forEach(TopicAdmin::created);
    awaitLeaders(names);
    return names;
  }

  /**
   * Makes sure that topics are there, and creates none.
   *
   * @throws BrokerException if one is missing; the message names each
   */
  public void requirePresent(Collection<String> topics) {
    var present = answer(admin.listTopics().names());
    var missing = topics.stream().filter(topic -> !present.contains(topic)).toList();
    if (!missing.isEmpty()) {
      throw missing(missing);
    }
  }

  /** Whether there is a topic of this name that this client may see. */
  public boolean isPresent(String topic) {
    return answer(admin.listTopics().names()).contains(topic);
  }

  /** The largest record batch a topic takes, in bytes: its own limit, or else the broker's. */
  public int maxMessageBytes(String topic) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var config = answer(admin.describeConfigs(List.of(resource)).all()).get(resource);
    var limit = config == null ? null : config.get("max.message.bytes");
    if (limit == null || limit.value() == null) {
      throw new BrokerException(FAILED, "Kafka does not say what topic " + topic + " takes.");
    }
    return Integer.parseInt(limit.value());
  }

  /** Lets principals do what they could not do before; what they may already stays. */
  public void allow(Collection<AclBinding> rights) {
    answer(admin.createAcls(rights).all());
  }

  /** Its partitions, by topic. */
  public Map<String, Integer> partitions(Collection<String> topics) {
    var described = answer(admin.describeTopics(topics).allTopicNames());
    return described.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, topic -> topic.getValue().partitions().size()));
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }

  /**
   * Waits for the leader of every partition. A producer that comes sooner, with several requests
   * under way, may have its first refused and its second taken, and then the first is out of
   * sequence for ever.
   */
  private void awaitLeaders(Collection<String> topics) {
    long start = System.nanoTime();
    for (int failures = 1; !topics.isEmpty(); failures++) {
      try {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        partitions(topics)
            .forEach(
                (topic, count) ->
                    IntStream.range(0, count)
                        .mapToObj(partition -> new TopicPartition(topic, partition))
                        .forEach(partition -> latest.put(partition, OffsetSpec.latest())));
        answer(admin.listOffsets(latest).all());
        return;
      } catch (BrokerException e) {
        var pause = CREATION.pauseAfter(failures, Duration.ofNanos(System.nanoTime() - start));
        if (pause.isEmpty() || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        BrokerConnection.sleep(pause.get());
      }
    }
  }

  private static BrokerException missing(List<String> topics) {
    return new BrokerException(
        MISSING_TOPIC,
        ("The cluster has no topic %s. Create it, or let serve or retrain:"
                + " copytaster.topics.create = true. If it is there, this client may not see it.")
            .formatted(String.join(", ", topics)));
  }

  private static void created(KafkaFuture<Void> creation) {
    try {
      answer(creation);
    } catch (BrokerException e) {
      // Another instance may have been quicker.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      var category = cause instanceof AuthorizationException ? REFUSED : FAILED;
      throw new BrokerException(category, "Kafka: " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerException(FAILED, "Told to stop while Kafka was asked about topics.", e);
    }
  }
}
