package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.schemas.RawNews;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a labelled record keeps of its raw record, and what it adds. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PassThroughTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  /** Long ago, but not so long that the broker's retention deletes it during the test. */
  private static final long AN_HOUR_AGO = System.currentTimeMillis() - 3_600_000;

  @Test
  void keyHeadersTimestampAndArticle_areCarriedThrough() {
    try (var stream = TestStream.create();
        var harvest = stream.harvest();
        var service = stream.start()) {
      var article =
          RawNews.newBuilder(TestStream.article("kept", "Harbour reopens", "Ferries sail again."))
              .setSource("Northline Wire")
              .setAttributes(Map.of("desk", "foreign"))
              .build();
      stream.send(traced(stream, "kept", stream.encoded(article)));
      ConsumerRecord<byte[], byte[]> record = harvest.await(1, PATIENCE).labelled().get(0);
      assertThat(record.timestamp()).isEqualTo(AN_HOUR_AGO);
      assertThat(Harvest.key(record)).isEqualTo("kept");
      assertThat(Harvest.header(record, "traceparent")).isEqualTo(TRACE);
      assertThat(record.headers().lastHeader("desk").value()).containsExactly(0, -1, 7);
      assertThat(harvest.decode(record).getArticle()).isEqualTo(article);
      assertThat(harvest.decode(record).getModel()).isEqualTo(service.model());
    }
  }

  @Test
  void wordsThatTheModelDoesNotKnow_areCountedInTheLabel() {
    try (var stream = TestStream.create();
        var harvest = stream.harvest();
        var service = stream.start()) {
      stream.send(TestStream.article("strange", "Ferry \u2603 reopens", "\u2603\u2603"));
      stream.send(TestStream.article("plain"));
      stream.flush();
      harvest.await(2, PATIENCE);
      assertThat(harvest.label("strange").getUnknownTokens()).isEqualTo(2);
      assertThat(harvest.label("plain").getUnknownTokens())
          .as("the dots, which %s has no piece for", service.model())
          .isEqualTo(1);
    }
  }

  @Test
  void deadLetter_keepsKeyHeadersAndTimestampToo() {
    try (var stream = TestStream.create();
        var harvest = stream.harvest();
        var service = stream.start()) {
      stream.send(traced(stream, "dead", TestStream.utf8("no event")));
      ConsumerRecord<byte[], byte[]> record = harvest.await(1, PATIENCE).deadLetters().get(0);
      assertThat(record.timestamp()).isEqualTo(AN_HOUR_AGO);
      assertThat(Harvest.key(record)).isEqualTo("dead");
      assertThat(Harvest.header(record, "traceparent")).isEqualTo(TRACE);
      assertThat(service.model()).isNotBlank();
    }
  }

  @Test
  void outputTimestampLabeled_stampsAnew() {
    try (var stream = TestStream.create("output.timestamp", "labeled");
        var harvest = stream.harvest();
        var service = stream.start()) {
      stream.send(traced(stream, "stamped", stream.encoded(TestStream.article("stamped"))));
      ConsumerRecord<byte[], byte[]> record = harvest.await(1, PATIENCE).labelled().get(0);
      assertThat(record.timestamp()).isGreaterThan(AN_HOUR_AGO + 3_000_000);
      assertThat(service.model()).isNotBlank();
    }
  }

  @Test
  void everyEvent_namesModelTaxonomyTokensAndTimings() {
    try (var stream = TestStream.create();
        var harvest = stream.harvest();
        var service = stream.start()) {
      stream.send(TestStream.article("short", "ab", "c"));
      stream.send(TestStream.article("long", "Long", "x y ".repeat(200)));
      harvest.await(2, PATIENCE);
      var brief = harvest.label("short");
      assertThat(brief.getTaxonomy()).isEqualTo(TinyCheckpoint.TAXONOMY);
      assertThat(brief.getLabeledBy()).isEqualTo("model");
      assertThat(brief.getTokens()).isEqualTo(5); // [CLS] a ##b c [SEP]
      assertThat(brief.getTruncated()).isFalse();
      assertThat(brief.getScores()).containsOnlyKeys(TinyCheckpoint.LABELS);
      assertThat(brief.getScores().values().stream().mapToDouble(Float::doubleValue).sum())
          .isBetween(0.999, 1.001);
      assertThat(brief.getTimings().getInferMicros()).isPositive();
      assertThat(brief.getTimings().getBatchSize()).isBetween(1, 2);
      var cut = harvest.label("long");
      assertThat(cut.getTruncated()).isTrue();
      assertThat(cut.getTokens()).isEqualTo(TinyCheckpoint.MAX_TOKENS);
      assertThat(List.of(brief.getModel(), cut.getModel())).containsOnly(service.model());
    }
  }

  /** Batches mix partitions and pick articles by length; no partition's order may show it. */
  @Test
  void manyPartitionsTwoThreads_keepEachPartitionsOrder() {
    int articles = 900;
    try (var stream = TestStream.create("serving.threads", "2", "engine.batch-tokens", "512");
        var harvest = stream.harvest()) {
      for (int number = 0; number < articles; number++) {
        String id = "a" + number;
        var article = TestStream.article(id, "Order", "word ".repeat(number * 7 % 25));
        stream.send(
            new ProducerRecord<>(
                stream.settings().topics().raw(),
                number % TestStream.PARTITIONS,
                TestStream.utf8(id),
                stream.encoded(article)));
      }
      try (var service = stream.start()) {
        harvest.await(articles, PATIENCE);
        assertThat(service.model()).isNotBlank();
      }
      // A key decides the labelled record's partition, so the offsets there tell the order.
      var last = new HashMap<String, Integer>();
      for (var record : harvest.labelled()) {
        int number = Integer.parseInt(Harvest.key(record).substring(1));
        String lane = number % TestStream.PARTITIONS + ">" + record.partition();
        assertThat(number)
            .as("after its predecessor, " + lane)
            .isGreaterThan(last.getOrDefault(lane, -1));
        last.put(lane, number);
      }
      assertThat(harvest.labelledKeys())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, articles).mapToObj(number -> "a" + number).toList());
    }
  }

  private static ProducerRecord<byte[], byte[]> traced(
      TestStream stream, String key, byte[] value) {
    var record =
        new ProducerRecord<>(
            stream.settings().topics().raw(), 0, AN_HOUR_AGO, TestStream.utf8(key), value);
    record.headers().add("traceparent", TestStream.utf8(TRACE)).add("desk", new byte[] {0, -1, 7});
    return record;
  }
}
