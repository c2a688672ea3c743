package io.copytaster.streams.access;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.config.Guarantee;
import io.copytaster.streams.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.resource.PatternType;

/** Who uses the topics, and what the brokers must allow each: no more, and no less. */
public enum Role {
  /** {@code serve}. */
  SERVE(Role::serve),
  /** {@code retrain}. */
  RETRAIN(Role::retrain),
  /** {@code review}, {@code produce --reviewed}. */
  EDITOR(Role::editor),
  /** {@code tail}, and any program that reads labels. */
  READER(Role::reader),
  /** {@code produce}, and any program that sends articles. */
  PRODUCER(Role::producer),
  /** {@code checkpoint promote} and its like, {@code dead-letters}. */
  OPERATOR(Role::operator);

  private final Function<Settings, List<Right>> rights;

  Role(Function<Settings, List<Right>> rights) {
    this.rights = rights;
  }

  /** What users call it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it needs with these settings: their topics, groups, guarantee and features. */
  public List<Right> rights(Settings settings) {
    return rights.apply(settings);
  }

  private static List<Right> serve(Settings settings) {
    var topics = settings.topics();
    String application = settings.serving().applicationId();
    var rights = new ArrayList<Right>();
    rights.add(Right.topic(topics.raw(), "takes articles", READ));
    rights.add(Right.group(application, "shares them with other instances"));
    rights.add(Right.topic(topics.labeled(), "writes labels that fit", DESCRIBE_CONFIGS, WRITE));
    rights.add(
        Right.topic(
            topics.deadLetter(), "writes what is bad, cut to fit", DESCRIBE_CONFIGS, WRITE));
    if (settings.serving().guarantee() == Guarantee.EXACTLY_ONCE) {
      rights.add(Right.transactions(application, PatternType.PREFIXED, "writes exactly once"));
    }
    if (settings.storage().follow()) {
      rights.add(Right.topic(topics.models(), "follows announcements", READ));
    }
    if (settings.shadow().enabled()) {
      rights.add(Right.topic(topics.shadow(), "writes a challenger's opinions", WRITE));
    }
    return creating(settings, rights, NewsTopics.forServing(settings));
  }

  private static List<Right> retrain(Settings settings) {
    var topics = settings.topics();
    String group = settings.retrain().group();
    return creating(
        settings,
        List.of(
            Right.topic(topics.reviewed(), "learns from reviewed labels", READ),
            Right.topic(topics.labeled(), "watches drift (--on-drift)", READ),
            Right.topic(topics.models(), "announces, and holds its lease by it", READ, WRITE),
            Right.group(group, "holds the lease: one sidecar works"),
            Right.transactions(group, PatternType.LITERAL, "fences a sidecar that lost it")),
        NewsTopics.forLearning(settings));
  }

  private static List<Right> editor(Settings settings) {
    var topics = settings.topics();
    return List.of(
        Right.topic(topics.labeled(), "sees what was labelled", READ),
        Right.topic(topics.shadow(), "sees a challenger's opinion, where there is one", READ),
        Right.topic(
            topics.reviewed(),
            "sees what is reviewed, and adds to it",
            DESCRIBE_CONFIGS,
            READ,
            WRITE));
  }

  private static List<Right> reader(Settings settings) {
    var topics = settings.topics();
    return List.of(
        Right.topic(topics.labeled(), "reads labels", READ),
        Right.topic(topics.deadLetter(), "reads dead letters", READ));
  }

  private static List<Right> producer(Settings settings) {
    return List.of(
        Right.topic(settings.topics().raw(), "sends articles that fit", DESCRIBE_CONFIGS, WRITE));
  }

  private static List<Right> operator(Settings settings) {
    var topics = settings.topics();
    return List.of(
        Right.topic(topics.models(), "announces models", READ, WRITE),
        Right.topic(topics.deadLetter(), "reads letters, and writes receipts", READ, WRITE),
        Right.topic(topics.raw(), "replays what fits", DESCRIBE_CONFIGS, WRITE),
        Right.transactions(
            settings.serving().applicationId() + "-dead-letters",
            PatternType.LITERAL,
            "replays exactly once"));
  }

  private static List<Right> creating(
      Settings settings, List<Right> rights, List<NewTopic> topics) {
    Stream<Right> creations =
        topics.stream()
            .map(topic -> Right.topic(topic.name(), "creates it where it is missing", CREATE));
    return settings.topics().create()
        ? Stream.concat(rights.stream(), creations).toList()
        : List.copyOf(rights);
  }
}
