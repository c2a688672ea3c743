package io.copytaster.streams.cli;

import io.copytaster.streams.deadletter.DeadLetterFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters. */
final class DeadLetterOptions {

  static final String HEADING = "%nWhich:%n";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description =
          "Those with this text in the exception's name or in its message, such as"
              + " BadArticleException or 'schema id 7'.")
  private @Nullable String reason;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Those whose record is stamped then or later, such as 2026-05-04T10:00:00Z.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Those whose record is stamped earlier.")
  private @Nullable Instant until;

  @Option(
      names = "--from-topic",
      paramLabel = "NAME",
      description = "Those whose record lay there.")
  private @Nullable String topic;

  /**
   * @param otherwise where the record lay unless the user says it; null is anywhere
   */
  DeadLetterFilter filter(@Nullable String otherwise) {
    return new DeadLetterFilter(reason, topic == null ? otherwise : topic, since, until);
  }
}
