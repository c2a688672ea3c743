package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.config.KafkaProperties;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LatePollConsumerTest {

  private static final Duration LATE = Duration.ofSeconds(5);

  @Test
  void latePoll_bringsNothing_theNextOneDoes() throws InterruptedException {
    try (var stream = TestStream.create();
        var consumer = new LatePollConsumer(KafkaProperties.consumer(stream.settings()), LATE)) {
      stream.sendArticles(0, TestStream.PARTITIONS);
      var first = new TopicPartition(stream.settings().topics().raw(), 0);
      var second = new TopicPartition(stream.settings().topics().raw(), 1);
      consumer.assign(List.of(first, second));
      consumer.seekToBeginning(List.of(first, second));
      consumer.pause(List.of(second));
      Thread.sleep(LATE.toMillis());
      assertThat(consumer.poll(Duration.ofSeconds(1))).isEmpty();
      assertThat(consumer.paused()).as("what was paused before").containsExactly(second);
      int brought = 0;
      while (brought == 0) {
        brought = consumer.poll(Duration.ofMillis(500)).count();
      }
      assertThat(brought).as("records of the first partition alone").isEqualTo(1);
    }
  }
}
