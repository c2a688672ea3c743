package io.copytaster.streams.config;

import static io.copytaster.streams.config.SettingsException.Category.CONTRADICTION;

import io.copytaster.streams.config.SettingsException.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The rules that bind two settings. */
final class Contradictions {

  private Contradictions() {}

  /** What is broken; empty if all is well. */
  static List<Problem> in(Settings settings) {
    var problems = new ArrayList<Problem>();
    var serving = settings.serving();
    var engine = settings.engine();
    if (serving.guarantee() == Guarantee.EXACTLY_ONCE) {
      below(problems, EngineSettings.DEADLINE, engine.deadline(), serving.transactionTimeout());
      below(
          problems,
          ServingSettings.COMMIT_INTERVAL,
          serving.commitInterval(),
          serving.transactionTimeout());
    }
    if (engine.batchTokens() > engine.queueTokens()) {
      add(
          problems,
          "%s = %d is above %s = %d: a batch could never be full."
              .formatted(
                  EngineSettings.BATCH_TOKENS.fullName(),
                  engine.batchTokens(),
                  EngineSettings.QUEUE_TOKENS.fullName(),
                  engine.queueTokens()));
    }
    if (!serving.instanceId().isEmpty() && serving.groupProtocol() == GroupProtocol.STREAMS) {
      add(
          problems,
          "%s = %s needs %s = classic: the streams protocol has no static members."
              .formatted(
                  ServingSettings.INSTANCE_ID.fullName(),
                  serving.instanceId(),
                  ServingSettings.GROUP_PROTOCOL.fullName()));
    }
    if (serving.applicationId().equals(settings.retrain().group())) {
      add(
          problems,
          "%s and %s are both %s: a sidecar cannot join the instances' consumer group."
              .formatted(
                  RetrainSettings.GROUP.fullName(),
                  ServingSettings.APPLICATION_ID.fullName(),
                  serving.applicationId()));
    }
    credentials(problems, settings.storage().s3());
    topics(problems, settings.topics());
    return problems;
  }

  private static void below(
      List<Problem> problems, Setting<?> setting, Duration value, Duration transactionTimeout) {
    if (value.compareTo(transactionTimeout) >= 0) {
      add(
          problems,
          "%s = %dms must be below %s = %dms, or a slow batch is rolled back for ever."
              .formatted(
                  setting.fullName(),
                  value.toMillis(),
                  ServingSettings.TRANSACTION_TIMEOUT.fullName(),
                  transactionTimeout.toMillis()));
    }
  }

  private static void credentials(List<Problem> problems, S3Settings s3) {
    if (s3.accessKey().value().isEmpty() != s3.secretKey().value().isEmpty()) {
      add(
          problems,
          "%s and %s go together; with neither, the AWS SDK looks for credentials itself."
              .formatted(S3Settings.ACCESS_KEY.fullName(), S3Settings.SECRET_KEY.fullName()));
    }
  }

  private static void topics(List<Problem> problems, TopicSettings topics) {
    var seen = new HashSet<String>();
    for (var topic :
        List.of(
            topics.raw(),
            topics.labeled(),
            topics.deadLetter(),
            topics.models(),
            topics.reviewed(),
            topics.shadow())) {
      if (!seen.add(topic)) {
        add(
            problems,
            "copytaster.topics.*: %s is used twice; each needs its own.".formatted(topic));
      }
    }
  }

  private static void add(List<Problem> problems, String message) {
    problems.add(new Problem(CONTRADICTION, message));
  }
}
