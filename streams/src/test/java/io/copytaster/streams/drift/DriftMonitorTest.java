package io.copytaster.streams.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.evaluate.DriftFeature;
import io.copytaster.model.evaluate.DriftReference;
import io.copytaster.streams.config.DriftSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Says drift where there is some, and only there. */
class DriftMonitorTest {

  private static final DriftSettings SETTINGS =
      new DriftSettings(0.25, 500, Duration.ofNanos(1_000), 2_000, 2);

  @Test
  void stationaryStream_neverDrifts() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var monitor = monitor(NewsMix.USUAL.reference(random, 1_000));
      for (int i = 0; i < 4_000; i++) {
        monitor.observe(NewsMix.USUAL.next(random), i);
        if (i % 250 == 0) {
          assertThat(monitor.drifted(i)).as("seed %d, article %d", seed, i).isEmpty();
        }
      }
    }
  }

  @Test
  void shiftOfOneFeature_isFound_andNamed() {
    var shifts =
        Map.of(
            DriftFeature.LABEL, new NewsMix(0.75, 0.05, 50, 0.004),
            DriftFeature.CONFIDENCE, new NewsMix(0.4, 0.2, 50, 0.004),
            DriftFeature.LENGTH, new NewsMix(0.4, 0.05, 75, 0.0027),
            DriftFeature.UNKNOWN_TOKENS, new NewsMix(0.4, 0.05, 50, 0.03));
    shifts.forEach(
        (feature, shifted) -> {
          for (long seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var monitor = monitor(NewsMix.USUAL.reference(random, 2_000));
            run(monitor, shifted, random, 0, 1_500);
            assertThat(monitor.drifted(1_500)).as("seed %d", seed).containsExactly(feature);
          }
        });
  }

  @Test
  void drift_thatIsOver_isForgottenWithinTwoWindows() {
    var random = new Random(1);
    var monitor = monitor(NewsMix.USUAL.reference(random, 2_000));
    run(monitor, new NewsMix(0.9, 0.05, 50, 0.004), random, 0, 1_000);
    assertThat(monitor.isDrifted(1_000)).isTrue();
    run(monitor, NewsMix.USUAL, random, 1_000, 3_000);
    assertThat(monitor.isDrifted(3_000)).isFalse();
  }

  @Test
  void silence_isNoDrift() {
    var random = new Random(2);
    var monitor = monitor(NewsMix.USUAL.reference(random, 2_000));
    run(monitor, new NewsMix(0.9, 0.05, 50, 0.004), random, 0, 1_000);
    assertThat(monitor.index(DriftFeature.LABEL, 1_000)).isPresent();
    assertThat(monitor.index(DriftFeature.LABEL, 100_000)).isEmpty();
    assertThat(monitor.isDrifted(100_000)).isFalse();
  }

  @Test
  void fewArticles_sayNothing() {
    var random = new Random(3);
    var monitor = monitor(NewsMix.USUAL.reference(random, 2_000));
    var other = new NewsMix(1, 0.05, 50, 0.004);
    run(monitor, other, random, 0, 499);
    assertThat(monitor.index(DriftFeature.LABEL, 499)).isEmpty();
    run(monitor, other, random, 499, 500);
    assertThat(monitor.index(DriftFeature.LABEL, 500)).isPresent();
  }

  @Test
  void withoutReference_orWithTooSmallAOne_theFirstArticlesBecomeIt() {
    var small = NewsMix.USUAL.reference(new Random(4), 499);
    for (Optional<DriftReference> none :
        List.of(Optional.<DriftReference>empty(), Optional.of(small))) {
      var random = new Random(5);
      var monitor = new DriftMonitor(SETTINGS, new WatchedSources(2), none, 0);
      run(monitor, NewsMix.USUAL, random, 0, 2_000);
      assertThat(monitor.index(DriftFeature.LABEL, 2_000)).isEmpty();
      run(monitor, NewsMix.USUAL, random, 2_000, 3_000);
      assertThat(monitor.drifted(3_000)).isEmpty();
      assertThat(monitor.index(DriftFeature.LABEL, 3_000)).isPresent();
      run(monitor, new NewsMix(0.9, 0.05, 50, 0.004), random, 3_000, 5_000);
      assertThat(monitor.drifted(5_000)).containsExactly(DriftFeature.LABEL);
    }
  }

  @Test
  void sources_areWatchedOneByOne_upToTheLimit_andTheRestTogether() {
    var random = new Random(6);
    var sources = new WatchedSources(2);
    var reference = Optional.of(NewsMix.USUAL.reference(random, 2_000));
    var monitor = new DriftMonitor(SETTINGS, sources, reference, 0);
    for (int i = 0; i < 100_000; i++) {
      String source = i % 3 == 0 ? "first" : i % 3 == 1 ? null : "source-" + i;
      Observation seen = NewsMix.USUAL.next(random);
      monitor.observe(
          new Observation(source, source == null ? "Sports" : "World", seen.confidence(), 50, 0),
          0);
    }
    assertThat(sources.names()).containsExactly("first", WatchedSources.UNNAMED);
    assertThat(monitor.index(DriftFeature.LABEL, "first", 0)).isPresent();
    assertThat(monitor.index(DriftFeature.LABEL, WatchedSources.UNNAMED, 0)).isPresent();
    assertThat(monitor.index(DriftFeature.LABEL, WatchedSources.OTHER, 0)).isPresent();
    assertThat(monitor.index(DriftFeature.LABEL, "source-2", 0)).isEmpty();
  }

  private static DriftMonitor monitor(DriftReference reference) {
    return new DriftMonitor(SETTINGS, new WatchedSources(2), Optional.of(reference), 0);
  }

  private static void run(DriftMonitor monitor, NewsMix stream, Random random, int from, int to) {
    for (int now = from; now < to; now++) {
      monitor.observe(stream.next(random), now);
    }
  }
}
