package io.copytaster.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The generated classes are pleasant: strings are strings, times are instants, nothing is set. */
class GeneratedClassesTest {

  private static final List<Class<?>> CLASSES =
      List.of(
          RawNews.class,
          LabeledNews.class,
          Timings.class,
          ModelAnnouncement.class,
          TrainingData.class);

  @Test
  void classes_haveNoSetters() {
    assertThat(methods().map(Method::getName)).noneMatch(name -> name.startsWith("set"));
  }

  @Test
  void getters_giveStringsAndInstants() {
    assertThat(methods().filter(method -> method.getName().startsWith("get")))
        .noneMatch(method -> method.getGenericReturnType().toString().contains("CharSequence"));
    Instant at = Instant.parse("2026-03-01T08:30:00.250Z");
    assertThat(RawNews.newBuilder().setId("w-1").setPublishedAt(at).build().getPublishedAt())
        .isEqualTo(at);
  }

  @Test
  void builder_fillsDefaults() {
    var article = RawNews.newBuilder().setId("w-1").build();
    var labelled = LabeledNews.newBuilder().setArticle(article).setLabel("World").build();
    assertThat(labelled.getConfidence()).isEqualTo(1f);
    assertThat(labelled.getLabeledBy()).isEqualTo("model");
    assertThat(labelled.getArticle().getTitle()).isEmpty();
    assertThat(labelled.getTimings()).isNull();
  }

  @Test
  void announcement_survivesItsBytes() throws Exception {
    var announcement =
        ModelAnnouncement.newBuilder()
            .setChannel("champion")
            .setModel("minilm-head-2")
            .setUri("file:///var/lib/copytaster/models/minilm-head-2")
            .setDigests(Map.of("model.safetensors", "00ff"))
            .setLabels(List.of("World", "Sports"))
            .setMetrics(Map.of("accuracy", 0.9375))
            .setData(
                TrainingData.newBuilder()
                    .setRows(360)
                    .setRanges(List.of("news.reviewed-0[120,480)"))
                    .build())
            .setParent("minilm-head-1")
            .setDecidedAt(Instant.parse("2026-03-01T08:30:00Z"))
            .build();
    assertThat(ModelAnnouncement.fromByteBuffer(announcement.toByteBuffer()))
        .isEqualTo(announcement);
  }

  private static Stream<Method> methods() {
    return CLASSES.stream().flatMap(type -> Stream.of(type.getDeclaredMethods()));
  }
}
