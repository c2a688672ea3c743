package io.copytaster.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.engine.Labelling;
import io.copytaster.streams.telemetry.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Watching costs the stream nothing, whatever the watchers do. */
class LabelObserversTest {

  private static final RawNews NEWS = RawNews.newBuilder().setId("a").build();
  private static final Tokens TOKENS = new Tokens(new int[] {101, 7, 102}, true, 1);
  private static final Labelling LABELLING =
      new Labelling(
          Prediction.ofLogits(new LabelSet(List.of("World", "Sports")), new float[] {0, 1}, 1),
          "tiny-1",
          "desks/1",
          3,
          true,
          1,
          1,
          1);

  @Test
  void observerThatThrows_hurtsNeitherTheStreamNorTheOthers() {
    var seen = new ArrayList<String>();
    var observers =
        new LabelObservers(
            List.of(
                (news, labelling, tokens) -> {
                  throw new IllegalStateException("broken");
                },
                (news, labelling, tokens) -> {
                  throw new NoClassDefFoundError("Missing");
                },
                (news, labelling, tokens) -> seen.add(labelling.prediction().label())));
    for (int i = 0; i < 3; i++) {
      observers.labelled(NEWS, LABELLING, TOKENS);
    }
    assertThat(seen).containsExactly("Sports", "Sports", "Sports");
  }

  @Test
  void everyRecord_isCounted_byWhatBecameOfIt() {
    var registry = new SimpleMeterRegistry();
    var meters = new StreamMeters(registry);
    meters.received(1);
    meters.labelled(NEWS, LABELLING, TOKENS);
    meters.received(1);
    meters.dead(new BadArticleException(BadArticleException.Reason.TOO_LARGE, "long"));
    assertThat(count(registry, Meters.ARTICLES_RECEIVED.name())).isEqualTo(2);
    assertThat(count(registry, Meters.ARTICLES_LABELED.name(), "label", "Sports")).isEqualTo(1);
    assertThat(count(registry, Meters.ARTICLES_DEAD.name(), "reason", "too-large")).isEqualTo(1);
    assertThat(count(registry, Meters.ARTICLES_TRUNCATED.name())).isEqualTo(1);
    assertThat(count(registry, Meters.TOKENS.name())).isEqualTo(3);
    assertThat(count(registry, Meters.UNKNOWN_TOKENS.name())).isEqualTo(1);
  }

  private static double count(SimpleMeterRegistry registry, String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }
}
