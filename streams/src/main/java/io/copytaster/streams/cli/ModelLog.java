package io.copytaster.streams.cli;

import io.copytaster.streams.announce.Announcements;
import io.copytaster.streams.announce.Decider;
import io.copytaster.streams.announce.Decision;
import io.copytaster.streams.announce.KafkaAnnouncements;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.WireFormats;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The log of models, as commands use it. */
final class ModelLog {

  /** An operator waits for an answer; a service would wait for the brokers. */
  private static final Patience PATIENCE = Patience.upTo(Duration.ofSeconds(15));

  private ModelLog() {}

  /**
   * The log, to be closed by the caller.
   *
   * @throws io.copytaster.streams.broker.BrokerException if the topic is missing and may not be
   *     created, or no broker answers
   */
  static Announcements open(Settings settings, PrintWriter err) {
    try (var admin = TopicAdmin.connect(settings, PATIENCE, err::println)) {
      admin.ensure(List.of(NewsTopics.models(settings)), settings.topics().create());
    }
    return KafkaAnnouncements.open(settings, WireFormats.of(settings.registry()));
  }

  /** Whoever uses this terminal. */
  static Decider operator(String reason) {
    return new Decider(System.getProperty("user.name", ""), reason, Instant.now());
  }

  /**
   * What is to be announced.
   *
   * @throws IllegalStateException with the explanation, if nothing is
   */
  static Decision.Announce require(Decision decision) {
    if (decision instanceof Decision.Announce announce) {
      return announce;
    }
    throw new IllegalStateException(((Decision.Refuse) decision).explanation());
  }
}
