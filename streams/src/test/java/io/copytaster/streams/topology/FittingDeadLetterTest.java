package io.copytaster.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.event.EventSize;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class FittingDeadLetterTest {

  private static final int LIMIT = 5_000;

  @Test
  void fittingLetter_isUnchanged() {
    var letter = letter("key", 100, 100, "short");
    var sent = FittingDeadLetter.of(letter, LIMIT);
    assertThat(sent).isEqualTo(letter);
  }

  @Test
  void largeValue_isOmittedAndItsLengthSaid() {
    var sent = FittingDeadLetter.of(letter("key", 6_000, 100, "short"), LIMIT);
    assertThat(sent.value()).isNull();
    assertThat(sent.key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(text(sent, FittingDeadLetter.OMITTED)).isEqualTo("6000");
    assertThat(sent.headers().lastHeader("own")).isNotNull();
    assertThat(sent.timestamp()).isEqualTo(77);
  }

  /** The handler left key and headers as they were, and such a letter aborted every transaction. */
  @Test
  void largeHeadersOrKey_areOmittedToo() {
    for (var letter :
        List.of(letter("key", 10, 6_000, "short"), letter("k".repeat(6_000), 10, 1, ""))) {
      var sent = FittingDeadLetter.of(letter, LIMIT);
      assertThat(EventSize.alone(sent.key(), sent.value(), sent.headers())).isLessThan(LIMIT);
      assertThat(sent.headers().lastHeader("own")).isNull();
      assertThat(sent.headers().lastHeader(FittingDeadLetter.STACK_TRACE)).isNotNull();
      assertThat(text(sent, FittingDeadLetter.OMITTED)).isEqualTo("10");
    }
  }

  @Test
  void longStackTrace_isCutBetweenTwoCharacters() {
    String trace = "x" + "\u20ac".repeat(1_000);
    var sent = FittingDeadLetter.of(letter("key", 10, 10, trace), 1_000_000);
    String cut = text(sent, FittingDeadLetter.STACK_TRACE);
    assertThat(trace).startsWith(cut);
    assertThat(cut.getBytes(UTF_8)).hasSize(1_999);
  }

  private static ProducerRecord<byte[], byte[]> letter(
      String key, int valueBytes, int headerBytes, String trace) {
    var letter =
        new ProducerRecord<>(
            "dead", null, 77L, key.getBytes(UTF_8), "v".repeat(valueBytes).getBytes(UTF_8));
    letter.headers().add("own", new byte[headerBytes]);
    letter.headers().add(FittingDeadLetter.STACK_TRACE, trace.getBytes(UTF_8));
    return letter;
  }

  private static String text(ProducerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }
}
