package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Scenario 7: every tenth record is one that no producer should send. */
@NeedsContainers
class FuzzedRecordsTest {

  private static final int SEED = 7;
  private static final int ONE_IN = 10;
  private static final int INSTANCES = 2;

  /** Most good articles are repetitions: here the stream is tried, and not the network. */
  private static final String[] SETTINGS = {
    "serving.guarantee", "exactly-once", "engine.remembered-articles", "10000"
  };

  @Test
  void fuzzedRecords_areDeadLettersWithAReason_andTheOthersAreLabelled() {
    int fuzzed = Form.chosen().of(2_000, 100_000);
    var fuzzer = new Fuzzer(SEED);
    try (var scenario = new Scenario("fuzzed", INSTANCES, SETTINGS);
        var feed = new Feed(scenario.settings())) {
      for (int number = 0; number < fuzzed * ONE_IN; number++) {
        if (number % ONE_IN == 0) {
          Fuzz fuzz = fuzzer.next("fuzz-" + number);
          feed.send(fuzz.expected(), fuzz.value());
        } else {
          feed.article(number);
        }
      }
      Ledger ledger = scenario.settle(feed.finish());
      Results.write("7 fuzzed records", fuzzed + " fuzzed, seed " + SEED, ledger);
      assertThat(ledger.isExact()).as(ledger.toString()).isTrue();
      for (int number = 0; number < INSTANCES; number++) {
        assertThat(scenario.instance(number).log().lines()).doesNotContain(HostileText.FORGED);
      }
    }
  }
}
