package io.copytaster.streams.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.evaluate.DriftFeature;
import io.copytaster.model.evaluate.DriftReference;
import io.copytaster.streams.config.DriftSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each model's labels are compared with its own training. */
class ModelDriftTest {

  private static final DriftSettings SETTINGS =
      new DriftSettings(0.25, 500, Duration.ofHours(1), 2_000, 10);
  private static final NewsMix MOVED = new NewsMix(0.9, 0.2, 80, 0.004);

  @Test
  void swap_changesTheReferenceWithTheModel() {
    var random = new Random(1);
    var references =
        Map.of(
            "old", NewsMix.USUAL.reference(random, 2_000), "new", MOVED.reference(random, 2_000));
    var drift = new ModelDrift(SETTINGS, model -> Optional.ofNullable(references.get(model)));
    run(drift, "old", random);
    assertThat(drift.isDrifted(0)).isTrue();
    run(drift, "new", random);
    assertThat(drift.isDrifted(0)).isFalse();
  }

  @Test
  void articlesOfTwoModels_mixedAroundASwap_areCountedEachWithItsOwn() {
    var random = new Random(2);
    var reference = MOVED.reference(random, 2_000);
    var drift = new ModelDrift(SETTINGS, model -> Optional.of(reference));
    for (int i = 0; i < 1_000; i++) {
      drift.observe(i % 2 == 0 ? "old" : "new", MOVED.next(random), 0);
    }
    assertThat(drift.current().orElseThrow().drifted(0)).isEmpty();
    assertThat(drift.current().orElseThrow().index(DriftFeature.LABEL, 0))
        .as("500 articles of the new one are enough")
        .isPresent();
  }

  @Test
  void manyModels_keepMonitorsOfTheLastTwo() {
    var asked = new ArrayList<String>();
    var drift =
        new ModelDrift(
            SETTINGS,
            model -> {
              asked.add(model);
              return Optional.<DriftReference>empty();
            });
    var random = new Random(3);
    for (String model : List.of("a", "b", "a", "c", "a", "b")) {
      drift.observe(model, MOVED.next(random), 0);
    }
    assertThat(asked).containsExactly("a", "b", "c", "b");
  }

  private static void run(ModelDrift drift, String model, Random random) {
    for (int i = 0; i < 1_000; i++) {
      drift.observe(model, MOVED.next(random), 0);
    }
  }
}
