package io.copytaster.streams.announce;

import static io.copytaster.streams.announce.Announced.as;
import static io.copytaster.streams.announce.Announced.candidate;
import static io.copytaster.streams.announce.Announced.models;
import static io.copytaster.streams.announce.Channel.CHALLENGER;
import static io.copytaster.streams.announce.Channel.CHAMPION;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Models MODELS =
      models(
          as(CHAMPION, "first", 1).build(),
          as(CHAMPION, "second", 2).setSupersedes("first").build(),
          as(CHAMPION, "third", 3).setSupersedes("second").build(),
          as(CHALLENGER, "rival", 4).build(),
          candidate("rejected-1", 5, "rejected"),
          candidate("rejected-2", 6, "rejected"));

  @Test
  void championChallengerAndPredecessors_stay_howeverOld() {
    assertThat(new Retention(1).kept(MODELS, Set.of()))
        .containsExactlyInAnyOrder("third", "second", "rival", "rejected-2");
    assertThat(new Retention(2).kept(MODELS, Set.of())).contains("rejected-1");
  }

  @Test
  void whatServes_stays() {
    assertThat(new Retention(1).kept(MODELS, Set.of("first"))).contains("first");
  }

  @Test
  void whatNobodyHasAnnouncedYet_staysInStorage() {
    assertThat(new Retention(1).surplus(MODELS, Set.of("first", "second", "rejected-1", "new-run")))
        .containsExactly("first", "rejected-1");
  }
}
