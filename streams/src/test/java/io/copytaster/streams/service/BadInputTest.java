package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.Timings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bad input costs one record. One run under exactly-once has all of it among ordinary articles;
 * each test looks at one case.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BadInputTest {

  private static final int GOOD = 60;
  private static final int LABELED_TAKES = 300_000;
  private static final int DEAD_LETTER_TAKES = 2_097_152;
  private static final String OMITTED = "copytaster.dead-letter.omitted-bytes";

  private static final Map<String, byte @Nullable []> SENT = new HashMap<>();
  private static List<String> good = List.of();
  private static TestStream stream;
  private static Harvest harvest;

  @BeforeAll
  static void run() {
    stream = TestStream.withLimits(Map.of("raw", 8 << 20, "labeled", LABELED_TAKES));
    harvest = stream.harvest();
    good = new ArrayList<>(stream.sendArticles(0, GOOD / 2));
    sendUnreadable();
    sendUnusual();
    good.addAll(stream.sendArticles(GOOD / 2, GOOD));
    try (var service = stream.start()) {
      harvest.await(GOOD + SENT.size(), Duration.ofSeconds(60));
    }
    harvest.toEnd();
  }

  private static void sendUnreadable() {
    byte[] whole = stream.encoded(TestStream.article("truncated"));
    byte[] unknown = whole.clone();
    unknown[5] ^= 0x55;
    send("not-avro", "{\"id\": \"json\"}".getBytes(StandardCharsets.UTF_8));
    send("no-bytes", new byte[0]);
    send("truncated", Arrays.copyOf(whole, whole.length - 3));
    send("unknown-fingerprint", unknown);
    send("tombstone", null);
    send("empty", "", "");
    send("blank", " \t", "\n\u00a0 \u2003");
    send("outgrows-topic", "Long read", "word ".repeat(LABELED_TAKES / 5 - 20));
    send("outgrows-dead-letters", "Very long read", "word ".repeat(DEAD_LETTER_TAKES / 5));
  }

  private static void sendUnusual() {
    send("lone-surrogates", "Broken \ud83d title", "tail \udc4d end");
    send("nul-bytes", "Zero\u0000day", "be\u0000fore and after \u0000");
    send("no-spaces", "One word", "x".repeat(100_000));
    send("punctuation", "Points", "x,".repeat(50_000));
    send("right-to-left", "مرحبا بالعالم", "שלום עולם \u202eabc\u202c");
    send("cjk", "港口今天重新开放", "船は火曜日に再び出航した。배가 다시 떠났다.");
    byte[] value = stream.encoded(TestStream.article("null-key"));
    SENT.put("", value);
    stream.send(new ProducerRecord<>(stream.settings().topics().raw(), null, value));
  }

  private static void send(String key, String title, String body) {
    send(key, stream.encoded(TestStream.article(key, title, body)));
  }

  private static void send(String key, byte @Nullable [] value) {
    SENT.put(key, value);
    stream.send(key, value);
  }

  @AfterAll
  static void close() {
    harvest.close();
    stream.close();
  }

  @Test
  void goodNeighbours_areLabelledOnceEach() {
    assertThat(harvest.labelledKeys())
        .filteredOn(key -> key.matches("a\\d+"))
        .containsExactlyInAnyOrderElementsOf(good);
  }

  @Test
  void everyRecord_comesOutOnce() {
    var expected = new ArrayList<>(good);
    expected.addAll(SENT.keySet());
    var came = new ArrayList<>(harvest.labelledKeys());
    came.addAll(harvest.deadKeys());
    assertThat(came).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void notAvro_isDeadWithItsBytesAndReason() {
    assertDead("not-avro", "BadEventException");
  }

  @Test
  void noBytes_isDead() {
    assertDead("no-bytes", "BadEventException");
  }

  @Test
  void truncatedAvro_isDead() {
    assertDead("truncated", "BadEventException");
    assertThat(message("truncated")).contains("ends too early");
  }

  @Test
  void unknownFingerprint_isDead() {
    assertDead("unknown-fingerprint", "BadEventException");
  }

  @Test
  void tombstone_isDeadWithoutValue() {
    assertDead("tombstone", "BadArticleException");
    assertThat(message("tombstone")).contains("has no value");
  }

  @Test
  void emptyText_isDead() {
    assertDead("empty", "BadArticleException");
    assertThat(message("empty")).contains("'empty'").contains("neither title nor body");
  }

  @Test
  void blankText_isDead() {
    assertDead("blank", "BadArticleException");
  }

  @Test
  void labelledEventAboveTheTopicsLimit_isDeadAndNamesSizeLimitAndSetting() {
    assertDead("outgrows-topic", "BadArticleException");
    assertThat(message("outgrows-topic"))
        .contains("300,000")
        .contains("copytaster.output.max-event-bytes");
  }

  @Test
  void deadLetterAboveTheTopicsLimit_goesWithoutItsValueAndSaysHowMuchIsMissing() {
    ConsumerRecord<byte[], byte[]> letter = harvest.deadLetter("outgrows-dead-letters");
    assertThat(letter.value()).isNull();
    assertThat(Harvest.header(letter, OMITTED))
        .isEqualTo(
            Integer.toString(Objects.requireNonNull(SENT.get("outgrows-dead-letters")).length));
    assertReason(letter, "BadArticleException");
  }

  @Test
  void loneSurrogates_areLabelled() {
    assertLabelled("lone-surrogates");
  }

  @Test
  void nulBytes_areLabelledAndCarried() {
    assertThat(assertLabelled("nul-bytes").getArticle().getTitle()).isEqualTo("Zero\u0000day");
  }

  @Test
  void hundredThousandLettersWithoutSpace_areLabelled() {
    assertThat(assertLabelled("no-spaces").getArticle().getBody()).hasSize(100_000);
  }

  @Test
  void hundredThousandTokensWithoutSpace_areLabelledAndSayTruncated() {
    LabeledNews event = assertLabelled("punctuation");
    assertThat(event.getTruncated()).isTrue();
    assertThat(event.getTokens()).isEqualTo(TinyCheckpoint.MAX_TOKENS);
  }

  @Test
  void rightToLeftText_isLabelledAndCarried() {
    assertThat(assertLabelled("right-to-left").getArticle().getTitle()).isEqualTo("مرحبا بالعالم");
  }

  @Test
  void cjkText_isLabelledAndCarried() {
    assertThat(assertLabelled("cjk").getArticle().getTitle()).isEqualTo("港口今天重新开放");
  }

  @Test
  void nullKey_isLabelledAndStaysNull() {
    ConsumerRecord<byte[], byte[]> record =
        harvest.labelled().stream().filter(one -> one.key() == null).findFirst().orElseThrow();
    assertThat(harvest.decode(record).getArticle().getId()).isEqualTo("null-key");
  }

  private static LabeledNews assertLabelled(String key) {
    LabeledNews event = harvest.label(key);
    assertThat(event.getLabel()).isIn(TinyCheckpoint.LABELS);
    assertThat(event.getTimings()).isInstanceOf(Timings.class);
    return event;
  }

  private static void assertDead(String key, String exception) {
    ConsumerRecord<byte[], byte[]> letter = harvest.deadLetter(key);
    assertThat(letter.value()).isEqualTo(SENT.get(key));
    assertReason(letter, exception);
    assertThat(Harvest.header(letter, OMITTED)).isEmpty();
  }

  private static void assertReason(ConsumerRecord<byte[], byte[]> letter, String exception) {
    assertThat(Harvest.header(letter, "__streams.errors.exception")).endsWith(exception);
    assertThat(Harvest.header(letter, "__streams.errors.message")).isNotBlank();
    assertThat(Harvest.header(letter, "__streams.errors.topic"))
        .isEqualTo(stream.settings().topics().raw());
    assertThat(Harvest.header(letter, "__streams.errors.partition")).matches("[0-2]");
    assertThat(Harvest.header(letter, "__streams.errors.offset")).matches("\\d+");
    assertThat(letter.headers().lastHeader("__streams.errors.stacktrace").value())
        .hasSizeBetween(1, 2_000);
  }

  private static String message(String key) {
    return Harvest.header(harvest.deadLetter(key), "__streams.errors.message");
  }
}
