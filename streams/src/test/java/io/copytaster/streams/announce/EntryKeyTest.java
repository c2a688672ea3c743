package io.copytaster.streams.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.schemas.ModelAnnouncement;
import org.junit.jupiter.api.Test;

class EntryKeyTest {

  @Test
  void everyKey_isReadAsItWasWritten() {
    var announcement = Announced.as(Channel.CHALLENGER, "desks-1", 0).build();
    assertThat(EntryKey.past(announcement).text()).isEqualTo("history/1795392000000/challenger");
    for (EntryKey key :
        new EntryKey[] {
          new EntryKey.Current(Channel.CHAMPION),
          new EntryKey.Candidate("desks-1"),
          EntryKey.past(announcement)
        }) {
      assertThat(EntryKey.parse(key.text())).contains(key);
    }
  }

  @Test
  void history_sortsByTime_evenWhereItIsUnknown() {
    var unknown = ModelAnnouncement.newBuilder().setChannel("champion").setModel("a").build();
    var known = Announced.as(Channel.CHAMPION, "b", 0).build();
    assertThat(EntryKey.past(unknown).text()).isLessThan(EntryKey.past(known).text());
  }

  @Test
  void otherKeys_arePassedOver() {
    assertThat(EntryKey.parse("")).isEmpty();
    assertThat(EntryKey.parse("Champion")).isEmpty();
    assertThat(EntryKey.parse("lease/retrain")).isEmpty();
  }
}
