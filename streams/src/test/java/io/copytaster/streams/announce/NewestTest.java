package io.copytaster.streams.announce;

import static io.copytaster.streams.announce.Channel.CHALLENGER;
import static io.copytaster.streams.announce.Channel.CHAMPION;
import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.schemas.ModelAnnouncement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewestTest {

  private final Newest newest = new Newest();

  @Test
  void theNewestOfEachChannel_championFirst() {
    accept(CHALLENGER, "c", 0);
    accept(CHAMPION, "a", 1);
    accept(CHAMPION, "b", 2);
    assertThat(taken()).containsExactly("b", "c");
    assertThat(newest.take()).isEmpty();
  }

  @Test
  void readAgainFromTheBeginning_nothingIsNew() {
    accept(CHAMPION, "a", 0);
    accept(CHAMPION, "b", 1);
    assertThat(newest.take()).hasSize(1);
    accept(CHAMPION, "a", 0);
    accept(CHAMPION, "b", 1);
    assertThat(newest.take()).isEmpty();
    accept(CHAMPION, "a", 2);
    assertThat(taken()).containsExactly("a");
  }

  @Test
  void historyCandidatesAndDeletedKeys_changeNothing() {
    var announcement = Announced.as(CHAMPION, "a", 0).build();
    accept(EntryKey.past(announcement), announcement);
    accept(new EntryKey.Candidate("a"), announcement);
    accept(new EntryKey.Current(CHAMPION), null);
    assertThat(newest.take()).isEmpty();
  }

  @Test
  void withdrawnChallenger_isPassedOnOnce_andNotIfNobodyWasTold() {
    accept(new EntryKey.Current(CHALLENGER), null);
    assertThat(newest.take()).isEmpty();
    accept(CHALLENGER, "c", 0);
    assertThat(taken()).containsExactly("c");
    accept(new EntryKey.Current(CHALLENGER), null);
    assertThat(taken()).containsExactly("nobody");
    accept(new EntryKey.Current(CHALLENGER), null);
    assertThat(newest.take()).isEmpty();
    accept(CHALLENGER, "c", 0);
    assertThat(taken()).containsExactly("c");
  }

  private List<String> taken() {
    return newest.take().stream()
        .map(Entry::announcement)
        .map(announcement -> announcement == null ? "nobody" : announcement.getModel())
        .toList();
  }

  private void accept(Channel channel, String model, int minute) {
    accept(new EntryKey.Current(channel), Announced.as(channel, model, minute).build());
  }

  private void accept(EntryKey key, @Nullable ModelAnnouncement announcement) {
    newest.accept(new Entry(key, announcement));
  }
}
