package io.copytaster.streams.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.config.DriftSettings;
import io.copytaster.streams.engine.Labelling;
import io.copytaster.streams.telemetry.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftWatchTest {

  private static final DriftSettings SETTINGS =
      new DriftSettings(0.25, 10, Duration.ofHours(1), 10, 2);
  private static final LabelSet LABELS = new LabelSet(List.of("World", "Sports"));
  private static final Tokens TOKENS = new Tokens(new int[] {101, 7, 8, 102}, false, 1);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void gauges_areNoNumbers_untilThereIsEnough_thenTheIndex() {
    var watch = new DriftWatch(SETTINGS, model -> Optional.empty(), registry, () -> 0);
    assertThat(index("label", "all")).isNaN();
    show(watch, "tiny-1", "Harbour Post", 0, 10);
    assertThat(index("label", "all")).isNaN();
    show(watch, "tiny-1", "Harbour Post", 1, 10);
    assertThat(index("label", "all")).isGreaterThan(0.25);
    assertThat(index("length", "all")).isZero();
    assertThat(index("label", "Harbour Post")).isEqualTo(index("label", "all"));
    assertThat(watch.isDrifted()).isTrue();
  }

  @Test
  void meters_areBounded_whateverSourcesAndModelsCome() {
    var watch = new DriftWatch(SETTINGS, model -> Optional.empty(), registry, () -> 0);
    for (int model = 0; model < 20; model++) {
      for (int source = 0; source < 50; source++) {
        show(watch, "tiny-" + model, "source-" + model + "-" + source, 0, 1);
      }
    }
    // Four features of everything, two sources and the others.
    assertThat(registry.find(Meters.DRIFT.name()).gauges()).hasSize(4 * 4);
  }

  @Test
  void referenceThatCannotBeRead_isAsGoodAsNone(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("reference.json"), "{\"label\": 3}");
    var references = new DriftReferences();
    references.read("tiny-1", directory);
    assertThat(references.of("tiny-1")).isEmpty();
    assertThat(references.of("never read")).isEmpty();
  }

  @Test
  void references_areKept_ofTheLastFewModels(@TempDir Path directory) throws IOException {
    NewsMix.USUAL.reference(new Random(1), 100).write(directory);
    var references = new DriftReferences();
    for (int model = 0; model < 100; model++) {
      references.read("tiny-" + model, directory);
    }
    assertThat(references.of("tiny-99")).isPresent();
    assertThat(references.of("tiny-0")).isEmpty();
  }

  private void show(DriftWatch watch, String model, String source, int label, int articles) {
    var prediction = Prediction.ofLogits(LABELS, new float[] {1 - label, label}, 1);
    var labelling = new Labelling(prediction, model, "desks/1", 4, false, 1, 1, 1);
    var news = RawNews.newBuilder().setId("a").setSource(source).build();
    for (int i = 0; i < articles; i++) {
      watch.labelled(news, labelling, TOKENS);
    }
  }

  private double index(String feature, String source) {
    return registry
        .get(Meters.DRIFT.name())
        .tags("feature", feature, "source", source)
        .gauge()
        .value();
  }
}
