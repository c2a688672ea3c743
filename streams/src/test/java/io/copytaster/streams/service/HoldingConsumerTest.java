package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.topology.Answers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Streams sees of a consumer that waits for labels, before a real broker. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HoldingConsumerTest {

  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration FAR = Duration.ofMinutes(1);
  private static final Duration INTERVAL = Duration.ofSeconds(20);
  private static final int ARTICLES = 20;

  @Test
  void recordWithoutLabel_isHeld_andHasNotBeenFetchedForOthers() {
    var answers = new Gradual();
    try (var stream = TestStream.create();
        var consumer = consumer(stream, answers, FAR)) {
      TopicPartition partition = hold(stream, consumer, answers);
      assertThat(consumer.position(partition)).isZero();
      answers.before = 3;
      var handedOver = consumer.poll(SOON);
      assertThat(handedOver.count()).isEqualTo(3);
      assertThat(handedOver.nextOffsets())
          .extractingByKey(partition)
          .extracting(OffsetAndMetadata::offset)
          .isEqualTo(3L);
      assertThat(consumer.position(partition)).isEqualTo(3);
      answers.before = ARTICLES;
      assertThat(consumer.poll(SOON).count()).isEqualTo(ARTICLES - 3);
      assertThat(consumer.position(partition)).isEqualTo(ARTICLES);
    }
  }

  @Test
  void soughtPartition_isReadFromThere() {
    var answers = new Gradual();
    try (var stream = TestStream.create();
        var consumer = consumer(stream, answers, FAR)) {
      TopicPartition partition = hold(stream, consumer, answers);
      consumer.seek(partition, 5);
      assertThat(consumer.position(partition)).isEqualTo(5);
      answers.before = ARTICLES;
      var records = consumer.poll(FAR).records(partition);
      assertThat(records.get(0).offset()).isEqualTo(5);
    }
  }

  @Test
  void pausedPartition_keepsWhatIsHeld() {
    var answers = new Gradual();
    try (var stream = TestStream.create();
        var consumer = consumer(stream, answers, FAR)) {
      TopicPartition partition = hold(stream, consumer, answers);
      consumer.pause(List.of(partition));
      answers.before = ARTICLES;
      assertThat(consumer.poll(SOON)).isEmpty();
      assertThat(consumer.paused()).containsExactly(partition);
      consumer.resume(List.of(partition));
      assertThat(consumer.poll(SOON).count()).isEqualTo(ARTICLES);
    }
  }

  @Test
  void labelThatDoesNotCome_oldestRecordGoesWithoutIt_aloneEachTime() {
    try (var stream = TestStream.create();
        var consumer = consumer(stream, new Gradual(), SOON)) {
      TopicPartition partition = fill(stream, consumer);
      for (int next = 0; next < 3; next++) {
        var records = consumer.poll(FAR).records(partition);
        assertThat(records).hasSize(1);
        assertThat(records.get(0).offset()).isEqualTo(next);
      }
    }
  }

  /** Streams commits between polls only. */
  @Test
  void afterRecords_aPollEndsInTimeForTheCommit() {
    var answers = new Gradual();
    answers.before = 3;
    try (var stream = TestStream.create();
        var consumer =
            new HoldingConsumer(
                KafkaProperties.consumer(stream.settings()), answers, 1_000, FAR, INTERVAL)) {
      fill(stream, consumer);
      assertThat(consumer.poll(FAR).count()).isEqualTo(3);
      assertThat(consumer.poll(FAR)).isEmpty();
    }
  }

  /** More than can be held stays with the broker. */
  @Test
  void fullConsumer_handsOverManyTogether_untilAllAreThere() {
    var answers = new Gradual();
    answers.before = ARTICLES;
    try (var stream = TestStream.create();
        var consumer =
            new HoldingConsumer(
                KafkaProperties.consumer(stream.settings()), answers, 4, FAR, FAR)) {
      TopicPartition partition = fill(stream, consumer);
      int brought = 0;
      while (brought < ARTICLES) {
        brought += consumer.poll(FAR).records(partition).size();
      }
      assertThat(brought).isEqualTo(ARTICLES);
      assertThat(consumer.paused()).isEmpty();
    }
  }

  private static HoldingConsumer consumer(TestStream stream, Answers answers, Duration longest) {
    return new HoldingConsumer(
        KafkaProperties.consumer(stream.settings()), answers, 1_000, longest, FAR);
  }

  /** Lets the consumer fetch a partition's articles, of which none has a label. */
  private static TopicPartition hold(TestStream stream, HoldingConsumer consumer, Gradual answers) {
    TopicPartition partition = fill(stream, consumer);
    while (answers.asked == 0) {
      assertThat(consumer.poll(SOON)).isEmpty();
    }
    return partition;
  }

  /** Lets the consumer read a partition that holds articles. */
  private static TopicPartition fill(TestStream stream, HoldingConsumer consumer) {
    var partition = new TopicPartition(stream.settings().topics().raw(), 0);
    stream.sendArticles(0, ARTICLES * TestStream.PARTITIONS);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    return partition;
  }

  /** Answers to all records before an offset. */
  private static final class Gradual implements Answers {
    private long before;
    private int asked;

    @Override
    public int answered(TopicPartition partition, long offset) {
      asked++;
      return (int) Math.max(0, before - offset);
    }

    @Override
    public void await(Duration timeout) {
      LockSupport.parkNanos(timeout.toNanos());
    }
  }
}
