package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.topology.Answers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class HeldRecordsTest {

  private static final TopicPartition FIRST = new TopicPartition("raw", 0);
  private static final TopicPartition SECOND = new TopicPartition("raw", 1);

  private final HeldRecords held = new HeldRecords();

  @Test
  void taken_comeInTheirOrder_andTheOffsetBehindThem() {
    held.add(fetched(FIRST, 10, 15));
    var taken = held.take(Map.of(FIRST, 2));
    assertThat(offsets(taken)).containsExactly(10L, 11L);
    assertThat(taken.nextOffsets()).containsExactly(Map.entry(FIRST, next(12)));
    assertThat(held.first(FIRST)).hasValue(12);
    assertThat(held.size()).isEqualTo(3);
  }

  /** Behind the last record may be the marker of a transaction, which is no record. */
  @Test
  void allTaken_nextOffsetIsTheOneThatWasFetched() {
    held.add(fetched(FIRST, 10, 12));
    held.add(new ConsumerRecords<>(Map.of(), Map.of(FIRST, next(13))));
    assertThat(held.take(Map.of(FIRST, 2)).nextOffsets())
        .containsExactly(Map.entry(FIRST, next(13)));
    assertThat(held.first(FIRST)).isEmpty();
    assertThat(held.take(Map.of()).nextOffsets()).as("told once").isEmpty();
  }

  @Test
  void nothingTaken_offsetsOfWhatIsHeldAreNotTold() {
    held.add(fetched(FIRST, 10, 12));
    held.add(new ConsumerRecords<>(Map.of(), Map.of(SECOND, next(7))));
    assertThat(held.take(Map.of()).nextOffsets()).containsExactly(Map.entry(SECOND, next(7)));
  }

  @Test
  void ready_areAsManyInARowAsHaveAnswers_ofPartitionsThatFlow() {
    held.add(fetched(FIRST, 10, 15));
    held.add(fetched(SECOND, 0, 5));
    var answers = new Numbers(Map.of(FIRST, 12L, SECOND, 99L));
    assertThat(held.ready(Set.of(), answers)).isEqualTo(Map.of(FIRST, 2, SECOND, 5));
    assertThat(held.ready(Set.of(SECOND), answers)).isEqualTo(Map.of(FIRST, 2));
    assertThat(held.ready(Set.of(), new Numbers(Map.of()))).isEmpty();
  }

  @Test
  void oldest_goesByTheTimeOfTheRecords() {
    held.add(fetched(FIRST, 10, 15));
    held.add(fetched(SECOND, 3, 5));
    assertThat(held.oldest(Set.of())).contains(SECOND);
    assertThat(held.oldest(Set.of(SECOND))).contains(FIRST);
    held.take(Map.of(FIRST, 5, SECOND, 2));
    assertThat(held.oldest(Set.of())).isEqualTo(Optional.empty());
    assertThat(held.isEmpty()).isTrue();
  }

  @Test
  void dropped_areForgottenWithTheirOffsets() {
    held.add(fetched(FIRST, 10, 15));
    held.add(fetched(SECOND, 0, 5));
    held.drop(List.of(FIRST, new TopicPartition("raw", 7)));
    assertThat(held.size()).isEqualTo(5);
    assertThat(held.first(FIRST)).isEmpty();
    assertThat(held.take(Map.of(SECOND, 5)).nextOffsets()).containsOnlyKeys(SECOND);
  }

  private static OffsetAndMetadata next(long offset) {
    return new OffsetAndMetadata(offset, Optional.empty(), "");
  }

  private static List<Long> offsets(ConsumerRecords<byte[], byte[]> records) {
    return StreamSupport.stream(records.spliterator(), false).map(ConsumerRecord::offset).toList();
  }

  /** Each record's offset is its time. */
  private static ConsumerRecords<byte[], byte[]> fetched(
      TopicPartition partition, int from, int to) {
    var records =
        IntStream.range(from, to)
            .mapToObj(
                offset ->
                    new ConsumerRecord<>(
                        partition.topic(),
                        partition.partition(),
                        offset,
                        offset,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        new byte[0],
                        new byte[0],
                        new RecordHeaders(),
                        Optional.empty()))
            .toList();
    return new ConsumerRecords<>(Map.of(partition, records), Map.of(partition, next(to)));
  }

  /** Answers to all records before an offset. */
  private record Numbers(Map<TopicPartition, Long> before) implements Answers {
    Numbers {
      before = new HashMap<>(before);
    }

    @Override
    public int answered(TopicPartition partition, long offset) {
      return (int) Math.max(0, before.getOrDefault(partition, 0L) - offset);
    }

    @Override
    public void await(Duration timeout) {}
  }
}
