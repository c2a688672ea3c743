package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.copytaster.streams.broker.BrokerException;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Missing topics are an error that names them, or are created, as the settings say. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TopicsTest {

  @Test
  void missingTopics_withoutLeaveToCreate_areNamed() {
    try (var stream = TestStream.withoutTopics(Shared.bootstrapServers())) {
      var topics = stream.settings().topics();
      assertThatExceptionOfType(BrokerException.class)
          .isThrownBy(stream::start)
          .withMessageContaining(topics.raw())
          .withMessageContaining(topics.labeled())
          .withMessageContaining(topics.deadLetter())
          .withMessageContaining("copytaster.topics.create = true")
          .extracting(BrokerException::category)
          .isEqualTo(BrokerException.Category.MISSING_TOPIC);
    }
  }

  @Test
  void missingTopics_withLeaveToCreate_areCreatedWithRoomForDeadLetters() {
    try (var stream = TestStream.withoutTopics(Shared.bootstrapServers(), "topics.create", "true");
        var service = stream.start();
        var harvest = stream.harvest();
        var admin = TopicAdmin.connect(stream.settings(), Patience.endless(), what -> {})) {
      var topics = stream.settings().topics();
      assertThat(admin.maxMessageBytes(topics.deadLetter()))
          .isGreaterThan(admin.maxMessageBytes(topics.raw()));
      stream.sendArticles(0, 10);
      harvest.await(10, Duration.ofSeconds(30));
      assertThat(service.model()).isNotBlank();
    }
  }
}
