package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.network.OpenTensors;
import io.copytaster.streams.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The meter of open tensors sees every model that is open, and none that is closed. */
class OpenTensorsTest {

  private static final Settings TINY =
      Settings.of(
          Map.of(
              "model.checkpoint", Shared.tinyCheckpoint().toString(),
              "model.precision", "fp32",
              "model.threads", "1"));

  @Test
  void everyModel_holdsAsMany_batchesAddNone_closingGivesAllBack() throws Exception {
    int before = OpenTensors.count();
    try (var one = Models.load(TINY.model())) {
      int ofOne = OpenTensors.count() - before;
      assertThat(ofOne).as("weights").isGreaterThan(10);
      try (var other = Models.load(TINY.model())) {
        assertThat(OpenTensors.count()).isEqualTo(before + 2 * ofOne);
        for (int i = 0; i < 10; i++) {
          other.classify(new TokenBatch(List.of(other.probe())));
        }
        assertThat(OpenTensors.count()).isEqualTo(before + 2 * ofOne);
      }
      assertThat(OpenTensors.count()).isEqualTo(before + ofOne);
      assertThat(one.model()).isNotBlank();
    }
    assertThat(OpenTensors.count()).isEqualTo(before);
  }
}
