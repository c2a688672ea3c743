package io.copytaster.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.copytaster.schemas.RawNews;
import io.copytaster.streams.engine.EngineOptions;
import io.copytaster.streams.engine.FakeClassifier;
import io.copytaster.streams.engine.Gate;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.event.BadEventException;
import io.copytaster.streams.event.RegistryAccess;
import io.copytaster.streams.event.RegistryUnavailableException;
import io.copytaster.streams.event.StandInRegistry;
import io.copytaster.streams.event.WireFormat;
import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.tracing.Tracing;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The device computes one article at a time and stands at a gate until a test opens it. An
 * article's number is its only token, and its label's logit.
 */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class LookAheadTest {

  private static final TopicPartition ONE = new TopicPartition("raw", 0);
  private static final TopicPartition TWO = new TopicPartition("raw", 1);
  private static final int BUDGET = 4;
  private static final Duration FAR = Duration.ofHours(1);
  private static final byte[] NOT_AVRO = {1, 2, 3};

  private final Gate gate = new Gate();
  private final List<Long> computed = new CopyOnWriteArrayList<>();
  private final ModelSlot slot =
      new ModelSlot(
          new FakeClassifier(
              ids -> {
                gate.pass();
                Arrays.stream(ids).forEach(computed::add);
              }));
  private final InferenceEngine engine =
      InferenceEngine.start(
          slot, new EngineOptions(1, 1, BUDGET, 0, 0, Duration.ZERO, Duration.ofSeconds(5)), 1);
  private final LookAhead lookAhead = lookAhead(WireFormat.singleObject(), FAR);

  @AfterEach
  void close() {
    gate.open();
    engine.close();
  }

  @Test
  void arrival_submitsAtOnce() {
    arrive(ONE, 0, 10, 11, 12);
    assertThat(engine.pendingTokens()).isEqualTo(3);
  }

  @Test
  void take_findsEachRecordByPartitionAndOffset() {
    gate.open();
    lookAhead.arrived(
        records(Map.of(ONE, numbered(ONE, 5, 10, 11), TWO, numbered(TWO, 5, 20, 21))));
    assertThat(taken(ONE, 5)).isEqualTo(10);
    assertThat(taken(TWO, 5)).isEqualTo(20);
    assertThat(taken(TWO, 6)).isEqualTo(21);
    assertThat(taken(ONE, 6)).isEqualTo(11);
    assertThat(computed).as("each computed once").containsExactlyInAnyOrder(10L, 20L, 11L, 21L);
  }

  @Test
  void arrival_takesThePartitionsByTurns() {
    gate.open();
    var both = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
    both.put(ONE, numbered(ONE, 0, 10, 11));
    both.put(TWO, numbered(TWO, 0, 20, 21));
    lookAhead.arrived(records(both));
    taken(ONE, 0);
    taken(TWO, 0);
    taken(ONE, 1);
    taken(TWO, 1);
    assertThat(computed).containsExactly(10L, 20L, 11L, 21L);
  }

  @Test
  void answered_areRecordsInARowWhoseLabelsAreThere() {
    arrive(ONE, 5, 10, 11, 12);
    gate.awaitDevice();
    assertThat(lookAhead.answered(ONE, 5)).isZero();
    assertThat(lookAhead.answered(ONE, 4)).as("one that it does not know").isEqualTo(1);
    assertThat(lookAhead.answered(TWO, 5)).as("the same").isEqualTo(1);
    gate.open();
    while (lookAhead.answered(ONE, 5) < 3) {
      lookAhead.await(FAR);
    }
    assertThat(lookAhead.answered(ONE, 6)).isEqualTo(2);
    assertThat(taken(ONE, 5)).isEqualTo(10);
  }

  @Test
  void answered_isAlsoWhatIsNoArticle() {
    gate.open();
    lookAhead.arrived(records(Map.of(ONE, List.of(record(ONE, 0, NOT_AVRO)))));
    assertThat(lookAhead.answered(ONE, 0)).isEqualTo(1);
  }

  @Test
  void await_nothingToWaitFor_takesItsTime() {
    long before = System.nanoTime();
    lookAhead.await(Duration.ofMillis(5));
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(5_000_000);
  }

  @Test
  void take_withoutAHint_submitsItself() {
    gate.open();
    assertThat(logit(lookAhead.take(ONE, 77, valued(article(42))))).isEqualTo(42);
  }

  @Test
  void take_dropsAndCancelsWhatIsBehind() {
    arrive(ONE, 0, 10, 11, 12, 13);
    gate.awaitDevice(); // in the batch of the first
    var third = lookAhead.take(ONE, 2, valued(article(12)));
    gate.open();
    assertThat(logit(third)).isEqualTo(12);
    assertThat(taken(ONE, 3)).isEqualTo(13);
    assertThat(computed).as("without the second").containsExactly(10L, 12L, 13L);
  }

  @Test
  void pollFromAnEarlierOffset_forgetsWhatItReadsAgain() {
    arrive(ONE, 0, 10, 11, 12);
    gate.awaitDevice();
    arrive(ONE, 1, 31, 32); // after a seek: the same offsets, and here other articles
    gate.open();
    assertThat(taken(ONE, 0)).isEqualTo(10);
    assertThat(taken(ONE, 1)).isEqualTo(31);
    assertThat(taken(ONE, 2)).isEqualTo(32);
    assertThat(computed).containsExactly(10L, 31L, 32L);
  }

  @Test
  void revokedPartition_isDroppedAndItsArticlesNotComputed() {
    lookAhead.arrived(records(Map.of(ONE, numbered(ONE, 0, 10))));
    gate.awaitDevice();
    arrive(TWO, 0, 20, 21);
    lookAhead.revoked(TWO.partition());
    arrive(ONE, 1, 11);
    gate.open();
    assertThat(taken(ONE, 1)).isEqualTo(11);
    assertThat(computed).doesNotContain(20L, 21L);
    assertThat(logit(lookAhead.take(TWO, 0, valued(article(22))))).as("back again").isEqualTo(22);
  }

  @Test
  void beyondTheBudget_articlesWaitInOrderAndFollowAsResultsAreTaken() {
    long[] numbers = LongStream.range(100, 120).toArray();
    arrive(ONE, 0, numbers);
    assertThat(engine.pendingTokens()).isEqualTo(BUDGET + 1);
    gate.open();
    for (int i = 0; i < numbers.length; i++) {
      assertThat(taken(ONE, i)).isEqualTo(numbers[i]);
      lookAhead.advance();
      assertThat(engine.pendingTokens()).isLessThanOrEqualTo(BUDGET + 1);
    }
    assertThat(computed).containsExactlyElementsOf(Arrays.stream(numbers).boxed().toList());
  }

  /**
   * A whole poll ahead of a slow model took longer than the deadline of whoever came behind, and a
   * healthy service stopped.
   */
  @Test
  void beyondTheHorizon_articlesWaitThoughTheBudgetHasRoom() {
    gate.open();
    var near = lookAhead(WireFormat.singleObject(), Duration.ofNanos(1));
    near.take(ONE, 0, valued(article(10))).result().join(); // the device has shown its pace
    near.arrived(records(Map.of(ONE, numbered(ONE, 1, 11, 12, 13, 14))));
    assertThat(engine.pendingTokens()).isLessThanOrEqualTo(1);
    for (int offset = 1; offset <= 4; offset++) {
      assertThat(logit(near.take(ONE, offset, valued(article(10 + offset)))))
          .isEqualTo(10 + offset);
      near.advance();
      assertThat(engine.pendingTokens()).isLessThanOrEqualTo(1);
    }
  }

  /**
   * Of a device that has just started nothing was known, so the whole budget was submitted, which a
   * slow one did not compute before the deadline.
   */
  @Test
  void unknownPace_isTakenForASlowOne() {
    var near = lookAhead(WireFormat.singleObject(), Duration.ofMillis(1));
    near.arrived(records(Map.of(ONE, numbered(ONE, 0, 10, 11, 12, 13))));
    assertThat(engine.pendingTokens()).isEqualTo(2);
  }

  @Test
  void badRecord_throwsWhenItIsTakenNotWhenItArrives() {
    gate.open();
    var polled =
        List.of(record(ONE, 0, article(10)), record(ONE, 1, NOT_AVRO), record(ONE, 2, article(12)));
    lookAhead.arrived(records(Map.of(ONE, polled)));
    assertThat(taken(ONE, 0)).isEqualTo(10);
    assertThatExceptionOfType(BadEventException.class)
        .isThrownBy(() -> lookAhead.take(ONE, 1, valued(NOT_AVRO)));
    assertThat(taken(ONE, 2)).isEqualTo(12);
  }

  /** Asking once for each of the records that a poll brought would keep the thread from polling. */
  @Test
  void registryAway_isAskedOncePerArrivalAndAgainByProcess() {
    gate.open();
    try (var registry = new StandInRegistry()) {
      var format = WireFormat.confluent(access(registry));
      byte[] value = new AvroEncoder<>(format, RawNews.class).encode("raw", news(10));
      var ahead = lookAhead(WireFormat.confluent(access(registry)), FAR);
      registry.failWith(503);
      int before = registry.requests().size();
      var polled = LongStream.range(0, 50).mapToObj(at -> record(ONE, at, value)).toList();
      ahead.arrived(records(Map.of(ONE, polled)));
      int asked = registry.requests().size() - before;
      assertThat(asked).as("requests on arrival").isLessThan(polled.size() / 5);
      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> ahead.take(ONE, 0, valued(value)));
      registry.failWith(0);
      assertThat(logit(ahead.take(ONE, 0, valued(value)))).isEqualTo(10);
      ahead.advance();
      assertThat(logit(ahead.take(ONE, 1, valued(value)))).isEqualTo(10);
    }
  }

  private static RegistryAccess access(StandInRegistry registry) {
    return new RegistryAccess(registry.url(), "", "", true, Duration.ofSeconds(5));
  }

  private LookAhead lookAhead(WireFormat format, Duration horizon) {
    var decoder = new AvroDecoder<>(format, RawNews.class);
    return new LookAhead(
        new Preparation(decoder, slot), engine, horizon, new ArticleTraces(Tracing.off()));
  }

  private void arrive(TopicPartition partition, long offset, long... numbers) {
    lookAhead.arrived(records(Map.of(partition, numbered(partition, offset, numbers))));
  }

  private long taken(TopicPartition partition, long offset) {
    return logit(
        lookAhead.take(partition, offset, valued(NOT_AVRO))); // which would not do as a value
  }

  private static long logit(Hint.Submitted submitted) {
    return FakeClassifier.logitOf(submitted.result().join());
  }

  private static List<ConsumerRecord<byte[], byte[]>> numbered(
      TopicPartition partition, long offset, long... numbers) {
    return LongStream.range(0, numbers.length)
        .mapToObj(i -> record(partition, offset + i, article(numbers[(int) i])))
        .toList();
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, byte[] value) {
    return new ConsumerRecord<>(
        partition.topic(), partition.partition(), offset, new byte[0], value);
  }

  private static Record<byte[], byte[]> valued(byte[] value) {
    return new Record<>(new byte[0], value, 0);
  }

  private static ConsumerRecords<byte[], byte[]> records(
      Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition) {
    return new ConsumerRecords<>(byPartition, Map.of());
  }

  private static byte[] article(long number) {
    return new AvroEncoder<>(WireFormat.singleObject(), RawNews.class).encode("raw", news(number));
  }

  private static RawNews news(long number) {
    return RawNews.newBuilder().setId("a" + number).setTitle(Long.toString(number)).build();
  }
}
