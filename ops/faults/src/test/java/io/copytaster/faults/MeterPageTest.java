package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A page of meters is read as Prometheus reads it. */
class MeterPageTest {

  private static final MeterPage PAGE =
      MeterPage.parse(
          """
          # HELP rebalances_total How often.
          # TYPE rebalances_total counter
          rebalances_total{client_id="one",version="4.3.1"} 2.0
          rebalances_total{client_id="two",version="4.3.1"} 1.0E1
          waiting_max{client_id="one"} NaN
          waiting_max{client_id="two"} 250.0
          files_open 41.0
          """);

  @Test
  void meters_areSummedOverTheirTags() {
    assertThat(PAGE.sum("rebalances_total")).isEqualTo(12);
    assertThat(PAGE.sum("files_open")).isEqualTo(41);
    assertThat(PAGE.of("rebalances_total").get(1).tag("client_id")).isEqualTo("two");
  }

  @Test
  void max_leavesOutWhatIsNotKnownYet() {
    assertThat(PAGE.max("waiting_max")).isEqualTo(250);
  }

  @Test
  void meterThatIsNotThere_isNotZero() {
    assertThatThrownBy(() -> PAGE.sum("files_closed")).hasMessageContaining("files_closed");
  }
}
