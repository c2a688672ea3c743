package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzerTest {

  private static final int SEED = 7;
  private static final int RECORDS = 2_000;

  @Test
  void sameSeed_sameRecords() {
    assertThat(records().stream().map(Fuzz::expected).toList())
        .isEqualTo(records().stream().map(Fuzz::expected).toList());
  }

  @Test
  void avroReads_whatIsToBeLabelled() {
    for (Fuzz fuzz : records()) {
      if (!(fuzz.expected() instanceof Sent.Garbage)) {
        assertThat(fuzz.value()).as(fuzz.expected().toString()).matches(AvroItself::canRead);
      }
    }
  }

  /** What has no words is read and refused; the rest of the garbage is not even read. */
  @Test
  void avroCannotRead_mostOfTheGarbage() {
    var garbage =
        records().stream().filter(fuzz -> fuzz.expected() instanceof Sent.Garbage).toList();
    assertThat(garbage.stream().filter(fuzz -> !isReadable(fuzz)))
        .hasSizeGreaterThan(garbage.size() * 2 / 3);
  }

  @Test
  void everyKind_isThere() {
    assertThat(records().stream().filter(fuzz -> fuzz.expected() instanceof Sent.Garbage))
        .hasSizeGreaterThan(RECORDS / 2);
    assertThat(records().stream().filter(fuzz -> fuzz.expected() instanceof Sent.Gibberish))
        .hasSizeGreaterThan(RECORDS / 10);
    assertThat(records().stream().filter(fuzz -> fuzz.expected() instanceof Sent.Mutant))
        .hasSizeGreaterThan(RECORDS / 100);
    assertThat(records().stream().filter(fuzz -> fuzz.value() == null)).isNotEmpty();
  }

  private static boolean isReadable(Fuzz fuzz) {
    return fuzz.value() != null && AvroItself.canRead(fuzz.value());
  }

  private static List<Fuzz> records() {
    var fuzzer = new Fuzzer(SEED);
    var records = new ArrayList<Fuzz>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(fuzzer.next("fuzz-" + i));
    }
    return records;
  }
}
