package io.copytaster.streams.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.review.ReviewSession.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which article is asked about next. */
class ReviewQueueTest {

  @Test
  void leastSure_comesFirst_asManyAsWanted() {
    for (long seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      var queue = new ReviewQueue(ReviewOrder.LEAST_SURE, 10);
      var all = new ArrayList<Candidate>();
      for (int i = 0; i < 200; i++) {
        var candidate = candidate("a" + i, "World", random.nextFloat(), i);
        all.add(candidate);
        queue.add(candidate);
      }
      all.sort(Comparator.comparing(each -> each.labeled().getConfidence()));
      assertThat(queue.inOrder()).as("seed %d", seed).isEqualTo(all.subList(0, 10));
    }
  }

  @Test
  void lastVersionOfAnArticle_countsAlone() {
    var queue = new ReviewQueue(ReviewOrder.LEAST_SURE, 10);
    queue.add(candidate("a", "World", 0.3f, 1));
    queue.add(candidate("b", "World", 0.5f, 1));
    queue.add(candidate("a", "World", 0.9f, 2));
    assertThat(queue.inOrder()).extracting(Candidate::id).containsExactly("b", "a");
    queue.remove("b");
    assertThat(queue.inOrder()).extracting(Candidate::id).containsExactly("a");
  }

  @Test
  void disagreement_takesOnlyOtherLabels_firstWhereBothAreSurest() {
    var queue = new ReviewQueue(ReviewOrder.DISAGREEMENT, 10);
    queue.add(opposed("unsure", 0.9f, new SecondOpinion("Sports", 0.4)));
    queue.add(opposed("agreed", 0.9f, new SecondOpinion("World", 0.9)));
    queue.add(candidate("unasked", "World", 0.9f, 1));
    queue.add(opposed("sure", 0.8f, new SecondOpinion("Sports", 0.9)));
    assertThat(queue.inOrder()).extracting(Candidate::id).containsExactly("sure", "unsure");
  }

  @Test
  void newest_comesFirst() {
    var queue = new ReviewQueue(ReviewOrder.NEWEST, 2);
    for (int second : new int[] {3, 9, 1, 7}) {
      queue.add(candidate("a" + second, "World", 0.5f, second));
    }
    assertThat(queue.inOrder()).extracting(Candidate::id).containsExactly("a9", "a7");
  }

  @Test
  void session_labelsSkipsGoesBack_andEndsAfterTheLast() {
    var a = candidate("a", "World", 0.5f, 1);
    var b = candidate("b", "World", 0.5f, 1);
    var session = new ReviewSession(List.of(a, b), List.of("Sports", "World"));
    assertThat(session.press("b")).isEqualTo(new Step.Moved());
    assertThat(session.press("2")).isEqualTo(new Step.Labelled(a, "World"));
    assertThat(session.press("b")).isEqualTo(new Step.Moved());
    assertThat(session.press("1")).isEqualTo(new Step.Labelled(a, "Sports"));
    assertThat(session.press("3")).isEqualTo(new Step.Unknown("3"));
    assertThat(session.press("S")).isEqualTo(new Step.Moved());
    assertThat(session.current()).isEmpty();
    assertThat(session.press("1")).as("after the last").isEqualTo(new Step.Unknown("1"));
    assertThat(session.press("q")).isEqualTo(new Step.Quit());
  }

  @Test
  void keys_areEnoughForManyLabels_andNoneMeansTwoThings() {
    var labels = IntStream.range(0, 32).mapToObj(i -> "label-" + i).toList();
    var session = new ReviewSession(List.of(), labels);
    assertThat(session.choices())
        .extracting(ReviewSession.Choice::key)
        .doesNotHaveDuplicates()
        .doesNotContain("s", "b", "q");
  }

  private static Candidate opposed(String id, float confidence, SecondOpinion other) {
    return new Candidate(candidate(id, "World", confidence, 1).labeled(), other);
  }

  private static Candidate candidate(String id, String label, float confidence, int second) {
    var labeled =
        LabeledNews.newBuilder()
            .setArticle(RawNews.newBuilder().setId(id).build())
            .setLabel(label)
            .setConfidence(confidence)
            .setLabeledAt(Instant.ofEpochSecond(second))
            .build();
    return new Candidate(labeled, null);
  }
}
