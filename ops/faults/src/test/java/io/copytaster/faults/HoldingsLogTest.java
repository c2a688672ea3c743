package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What an instance held early and late. */
class HoldingsLogTest {

  private static final int LOOKS = 40;

  @Test
  void beginning_isNotCounted() {
    var log = new HoldingsLog();
    for (int look = 0; look < LOOKS; look++) {
      boolean settled = look >= LOOKS / 4;
      log.add(new Holdings(settled ? 600 : 300, 90, 30, settled ? 120 : 80));
    }
    assertThat(log.early()).isEqualTo(log.late());
    log.requireFlat();
  }

  @Test
  void leak_isSeenInWhatIsLeastInUse() {
    var log = new HoldingsLog();
    for (int look = 0; look < LOOKS; look++) {
      double ofBatches = look % 3 * 50;
      log.add(new Holdings(600 + look, 90 + (double) look + ofBatches, 30, 120));
    }
    assertThat(log.late().openTensors()).isGreaterThan(log.early().openTensors() + 15);
    assertThatThrownBy(log::requireFlat).isInstanceOf(AssertionError.class);
    assertThat(log.late().residentBytes()).isEqualTo(log.early().residentBytes() + 20);
    assertThat(log.late().threads()).isEqualTo(log.early().threads());
  }
}
