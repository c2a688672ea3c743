package io.copytaster.streams.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.schemas.TrainingData;
import io.copytaster.streams.announce.Channel;
import io.copytaster.streams.announce.Models;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is new, to whom. */
class SurveyTest {

  private static final String TOPIC = "news.reviewed";
  private static final Models NOBODY = new Models(Map.of(), Map.of(), List.of());

  private static OffsetRange range(int partition, long from, long to) {
    return new OffsetRange(TOPIC, partition, from, to);
  }

  private static ModelAnnouncement trainedOn(String model, String... ranges) {
    return ModelAnnouncement.newBuilder()
        .setChannel("champion")
        .setModel(model)
        .setData(new TrainingData("", 0L, List.of(ranges)))
        .build();
  }

  private static Models champion(ModelAnnouncement champion, ModelAnnouncement... candidates) {
    var tried = new java.util.LinkedHashMap<String, ModelAnnouncement>();
    for (ModelAnnouncement candidate : candidates) {
      tried.put(candidate.getModel(), candidate);
    }
    return new Models(Map.of(Channel.CHAMPION, champion), tried, List.of(champion));
  }

  @Test
  void range_isReadAsItIsWritten() {
    var range = range(2, 120, 480);
    assertThat(range).hasToString("news.reviewed-2[120,480)");
    assertThat(OffsetRange.parse("news.reviewed-2[120,480)")).contains(range);
    assertThat(OffsetRange.parse("train.csv")).isEmpty();
  }

  @Test
  void nobodyHasLearned_allIsNew() {
    var survey = Survey.of(List.of(range(0, 10, 50), range(1, 0, 5)), NOBODY, List.of(), 100);
    assertThat(survey.window()).containsExactly(range(0, 10, 50), range(1, 0, 5));
    assertThat(survey.older()).allMatch(range -> range.length() == 0);
    assertThat(survey.fresh()).isEqualTo(45);
  }

  @Test
  void window_beginsWhereTheChampionsDataEnded() {
    var models = champion(trainedOn("a", "news.reviewed-0[0,30)", "news.reviewed-0[30,40)"));
    var survey = Survey.of(List.of(range(0, 10, 50), range(1, 0, 5)), models, List.of(), 40);
    assertThat(survey.window()).containsExactly(range(0, 40, 50), range(1, 0, 5));
    assertThat(survey.older()).containsExactly(range(0, 20, 40), range(1, 0, 0));
    assertThat(survey.names())
        .containsExactly(
            "news.reviewed-0[40,50)", "news.reviewed-1[0,5)", "news.reviewed-0[20,40)");
  }

  @Test
  void rejectedCandidate_leavesTheWindow_butItsRowsAreNotNew() {
    var models =
        champion(trainedOn("a", "news.reviewed-0[0,40)"), trainedOn("b", "news.reviewed-0[40,48)"));
    var survey = Survey.of(List.of(range(0, 0, 50)), models, List.of(), 40);
    assertThat(survey.window()).containsExactly(range(0, 40, 50));
    assertThat(survey.fresh()).isEqualTo(2);
    var abandoned = Survey.of(List.of(range(0, 0, 50)), models, List.of(range(0, 40, 50)), 40);
    assertThat(abandoned.fresh()).isZero();
  }

  @Test
  void topicMadeAnew_isReadFromItsBeginning() {
    var models = champion(trainedOn("a", "news.reviewed-0[0,400)", "other-0[0,1)"));
    var survey = Survey.of(List.of(range(0, 0, 50)), models, List.of(), 40);
    assertThat(survey.window()).containsExactly(range(0, 0, 50));
    assertThat(survey.fresh()).isEqualTo(50);
  }
}
