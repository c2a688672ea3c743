package io.copytaster.streams.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the stream is read and written.
 *
 * @param applicationId the consumer group, and the prefix of transactional ids
 * @param clientId what this instance is called in logs, metrics and quotas
 * @param instanceId the name of a static group member; empty for a dynamic one
 * @param guarantee what readers may rely on
 * @param threads stream threads
 * @param groupProtocol who assigns partitions
 * @param pollRecords how many records one poll hands over at most: what a batch is chosen from
 * @param commitInterval how often offsets, and transactions, are committed
 * @param transactionTimeout after which the broker gives up an abandoned transaction
 * @param sessionTimeout after which the partitions of a silent instance are given to others
 * @param shutdownTimeout how long stopping may take
 */
public record ServingSettings(
    String applicationId,
    String clientId,
    String instanceId,
    Guarantee guarantee,
    int threads,
    GroupProtocol groupProtocol,
    int pollRecords,
    Duration commitInterval,
    Duration transactionTimeout,
    Duration sessionTimeout,
    Duration shutdownTimeout) {

  private static final ValueType<String> IDENTIFIER =
      ValueType.matching("[a-zA-Z0-9._-]{1,200}", "letters, digits, dots, underscores and hyphens");

  static final Setting<String> APPLICATION_ID =
      new Setting<>(
          "serving.application-id",
          IDENTIFIER,
          "copytaster",
          "The consumer group, and the prefix of transactional ids. The same for all instances that"
              + " share the work.");
  static final Setting<String> CLIENT_ID =
      new Setting<>(
          "serving.client-id",
          IDENTIFIER,
          "copytaster",
          "What this instance is called in logs, metrics and quotas.");
  static final Setting<Optional<String>> INSTANCE_ID =
      new Setting<>(
          "serving.instance-id",
          ValueType.orEmpty(IDENTIFIER),
          "",
          "Makes this instance a static member of the group: one that returns within the session"
              + " timeout keeps its partitions. Another name for every instance.");
  static final Setting<Guarantee> GUARANTEE =
      new Setting<>(
          "serving.guarantee",
          ValueType.choice(Guarantee.class),
          "exactly-once",
          "Whether a crash may repeat labels. Nothing is ever lost.");
  static final Setting<Integer> THREADS =
      new Setting<>(
          "serving.threads",
          ValueType.integer(1, 256),
          "1",
          "Stream threads, each with partitions, clients and, under exactly-once, transactions of"
              + " its own. One feeds a few cores; a GPU, or many cores, may want another to"
              + " tokenize.");
  static final Setting<GroupProtocol> GROUP_PROTOCOL =
      new Setting<>(
          "serving.group-protocol",
          ValueType.choice(GroupProtocol.class),
          "classic",
          "Who assigns partitions: the instances, or the broker (KIP-1071).");
  static final Setting<Integer> POLL_RECORDS =
      new Setting<>(
          "serving.poll-records",
          ValueType.integer(1, 100_000),
          "500",
          "Records a stream thread holds until their labels are there; with more it fetches none."
              + " Batches are chosen from these, so it should be several batches deep.");
  static final Setting<Optional<Duration>> COMMIT_INTERVAL =
      new Setting<>(
          "serving.commit-interval",
          ValueType.orAuto(ValueType.duration("1ms", "10m")),
          "auto",
          "How often offsets are committed. Under exactly-once a label is readable only after the"
              + " commit, so `auto` is 20ms there, and 1s under at-least-once.");
  static final Setting<Duration> TRANSACTION_TIMEOUT =
      new Setting<>(
          "serving.transaction-timeout",
          ValueType.duration("1s", "15m"),
          "10s",
          "After it the broker rolls back what a killed instance had begun: the time until its"
              + " articles are labelled again under exactly-once. Above `engine.deadline`.");
  static final Setting<Duration> SESSION_TIMEOUT =
      new Setting<>(
          "serving.session-timeout",
          ValueType.duration("6s", "30m"),
          "8s",
          "After it the partitions of a silent instance go to others (classic protocol; with"
              + " `streams` it is a setting of the broker).");
  static final Setting<Duration> SHUTDOWN_TIMEOUT =
      new Setting<>(
          "serving.shutdown-timeout",
          ValueType.duration("100ms", "10m"),
          "8s",
          "How long stopping may take to finish what is in flight and commit.");

  static final List<Setting<?>> ALL =
      List.of(
          APPLICATION_ID,
          CLIENT_ID,
          INSTANCE_ID,
          GUARANTEE,
          THREADS,
          GROUP_PROTOCOL,
          POLL_RECORDS,
          COMMIT_INTERVAL,
          TRANSACTION_TIMEOUT,
          SESSION_TIMEOUT,
          SHUTDOWN_TIMEOUT);

  static ServingSettings from(SettingValues values) {
    var guarantee = values.get(GUARANTEE);
    return new ServingSettings(
        values.get(APPLICATION_ID),
        values.get(CLIENT_ID),
        values.get(INSTANCE_ID).orElse(""),
        guarantee,
        values.get(THREADS),
        values.get(GROUP_PROTOCOL),
        values.get(POLL_RECORDS),
        values.get(COMMIT_INTERVAL).orElseGet(() -> usualCommitInterval(guarantee)),
        values.get(TRANSACTION_TIMEOUT),
        values.get(SESSION_TIMEOUT),
        values.get(SHUTDOWN_TIMEOUT));
  }

  private static Duration usualCommitInterval(Guarantee guarantee) {
    return switch (guarantee) {
      case EXACTLY_ONCE -> Duration.ofMillis(20);
      case AT_LEAST_ONCE -> Duration.ofSeconds(1);
    };
  }
}
