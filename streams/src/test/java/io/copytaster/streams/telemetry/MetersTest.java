package io.copytaster.streams.telemetry;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void names_areOnesOwn_lowerCase_andSaidInASentence() throws IllegalAccessException {
    List<MeterName> all = all();
    assertThat(all).hasSizeGreaterThan(10).extracting(MeterName::name).doesNotHaveDuplicates();
    assertThat(all).allMatch(meter -> meter.name().matches("copytaster(\\.[a-z]+)+"));
    assertThat(all).allMatch(meter -> meter.doc().endsWith("."));
  }

  @Test
  void readme_saysWhatEveryMeterIs() throws Exception {
    var readme = Files.readString(Path.of("README.md"));
    for (MeterName meter : all()) {
      var tags = meter.tags().stream().map(tag -> "`" + tag + "`").collect(joining(", "));
      assertThat(readme)
          .contains(
              "| `%s` | %s | %s | %s |".formatted(meter.name(), meter.unit(), tags, meter.doc()));
    }
  }

  @Test
  void meterWithoutAllItsTags_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Meters.counter(registry, Meters.ARTICLES_LABELED))
        .withMessageContaining("[label]");
  }

  @Test
  void summary_saysWhatWasDoneSinceTheLastOne() {
    Meters.counter(registry, Meters.ARTICLES_LABELED, "World").increment(1_000);
    Meters.counter(registry, Meters.ARTICLES_LABELED, "Sports").increment(234);
    Meters.counter(registry, Meters.ARTICLES_DEAD, "blank").increment();
    Meters.counter(registry, Meters.BATCHES, registry, any -> 40);
    Meters.counter(registry, Meters.BATCH_ARTICLES, registry, any -> 1_234);
    Meters.gauge(registry, Meters.DRIFT, () -> 0.07, "label", "all");
    Meters.gauge(registry, Meters.DRIFT, () -> 0.31, "length", "all");
    Meters.gauge(registry, Meters.DRIFT, () -> Double.NaN, "confidence", "all");
    Meters.gauge(registry, Meters.DRIFT, () -> 9, "label", "Harbour Post");
    Meters.counter(registry, Meters.SHADOW_ARTICLES, "labeled").increment(100);
    Meters.gauge(registry, Meters.SHADOW_AGREEMENT, () -> 0.955);
    var summary = new Summary(registry);
    assertThat(summary.line())
        .isEqualTo(
            "1,234 labelled; 1 dead; 40 batches of 30.9; 100 to the challenger, which agrees on"
                + " 95.5 %; drift 0.31 (length)");
    Meters.counter(registry, Meters.ARTICLES_LABELED, "World").increment(6);
    assertThat(summary.line()).isEqualTo("6 labelled; 0 dead; drift 0.31 (length)");
  }

  @Test
  void summaryOfASidecar_saysWhetherItWorks_andWhatItHasLearned() {
    Meters.gauge(registry, Meters.RETRAIN_LEASE, () -> 1);
    Meters.gauge(registry, Meters.RETRAIN_REVIEWED, () -> 1_200);
    Meters.gauge(registry, Meters.RETRAIN_ACCURACY, () -> 0.712, "champion");
    Meters.gauge(registry, Meters.RETRAIN_ACCURACY, () -> 0.834, "candidate");
    Meters.counter(registry, Meters.RETRAIN_RUNS, "promoted").increment();
    Meters.counter(registry, Meters.RETRAIN_RUNS, "rejected").increment(2);
    var summary = new Summary(registry);
    assertThat(summary.line())
        .isEqualTo("has the lease; 1,200 to learn; 3 runs ended, the last from 71.2 to 83.4 %");
    assertThat(summary.line()).isEqualTo("has the lease; 1,200 to learn");
  }

  private static List<MeterName> all() throws IllegalAccessException {
    var all = new ArrayList<MeterName>();
    for (var field : Arrays.stream(Meters.class.getFields()).toList()) {
      if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof MeterName meter) {
        all.add(meter);
      }
    }
    return all;
  }
}
