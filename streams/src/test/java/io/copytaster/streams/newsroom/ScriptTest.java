package io.copytaster.streams.newsroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.newsroom.Script.Act;
import org.junit.jupiter.api.Test;

class ScriptTest {

  private final Script script = new Script("old", 3);

  @Test
  void oldModel_howeverLong_changesNothing() {
    label("old", 100);
    assertThat(script.act()).isEqualTo(Act.CORRECTING);
    assertThat(script.second()).isEmpty();
  }

  @Test
  void newModel_isWatchedBeforeThePoison() {
    assertThat(script.labelled("new")).contains(Act.RECOVERED);
    assertThat(script.second()).contains("new");
    label("new", 2);
    assertThat(script.act()).isEqualTo(Act.RECOVERED);
    label("new", 1);
    assertThat(script.act()).isEqualTo(Act.POISONED);
  }

  @Test
  void rejection_beforeThePoison_isNotTheOneWaitedFor() {
    assertThat(script.rejected()).isEmpty();
    assertThat(script.act()).isEqualTo(Act.CORRECTING);
  }

  @Test
  void rejection_afterThePoison_isWatchedUntilTheEnd() {
    label("new", 4);
    label("new", 100);
    assertThat(script.act()).isEqualTo(Act.POISONED);
    assertThat(script.rejected()).contains(Act.REFUSED);
    label("new", 3);
    assertThat(script.act()).isEqualTo(Act.OVER);
  }

  private void label(String model, int times) {
    for (int i = 0; i < times; i++) {
      script.labelled(model);
    }
  }
}
