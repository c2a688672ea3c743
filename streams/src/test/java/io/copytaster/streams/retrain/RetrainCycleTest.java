package io.copytaster.streams.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.gate.GateRules;
import io.copytaster.model.gate.PromotionGate;
import io.copytaster.streams.retrain.FakeWork.Killed;
import io.copytaster.streams.retrain.RetrainState.Abandoned;
import io.copytaster.streams.retrain.RetrainState.Announced;
import io.copytaster.streams.retrain.RetrainState.AtRest;
import io.copytaster.streams.retrain.RetrainState.Idle;
import io.copytaster.streams.retrain.RetrainState.Publishing;
import io.copytaster.streams.retrain.RetrainState.Reading;
import io.copytaster.streams.retrain.RetrainState.Rejected;
import io.copytaster.streams.retrain.RetrainState.Training;
import io.copytaster.streams.retrain.RetrainState.Withheld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run from state to state, and what is left of one that is killed in any of them. */
class RetrainCycleTest {

  /** Before and after each of read, train, evaluate, publish, record, announce. */
  private static final int DEATHS = 12;

  private static final Run RUN =
      Run.of(
          Instant.parse("2026-03-01T12:00:00Z"),
          "old",
          new Survey(
              List.of(new OffsetRange("news.reviewed", 0, 10, 90)),
              List.of(new OffsetRange("news.reviewed", 0, 0, 10)),
              80),
          "a test");
  private static final String MODEL = "new-20260301-120000";

  @TempDir Path directory;
  private final FakeWork world = new FakeWork();
  private final List<RetrainState> reached = new ArrayList<>();

  private RetrainCycle cycle() throws IOException {
    return new RetrainCycle(
        world, new PromotionGate(GateRules.defaults()), new Journal(directory), reached::add);
  }

  private AtRest begunAndFinished() throws IOException {
    RetrainCycle cycle = cycle();
    cycle.begin(RUN);
    return cycle.finish();
  }

  /** As the next process does it, which knows nothing but the journal. */
  private AtRest resumed() throws IOException {
    RetrainCycle cycle = cycle();
    if (cycle.state() instanceof Idle) {
      cycle.begin(RUN);
    }
    return cycle.finish();
  }

  @Test
  void goodCandidate_isPublished_thenRecorded_thenAnnounced() throws IOException {
    assertThat(begunAndFinished()).isInstanceOf(Announced.class);
    assertThat(world.done)
        .containsExactly("read", "train", "evaluate", "publish", "record", "announce");
    assertThat(world.announced).containsExactly(MODEL);
    assertThat(world.discarded).containsExactly(RUN.id());
    assertThat(reached.stream().map(state -> state.getClass().getSimpleName()))
        .containsExactly(
            "Reading", "Training", "Evaluating", "Deciding", "Publishing", "Announced");
  }

  @Test
  void worseCandidate_isRecorded_andNothingElse() throws IOException {
    world.withWorseCandidate();
    assertThat(begunAndFinished()).isInstanceOf(Rejected.class);
    assertThat(world.recorded).containsExactly(MODEL);
    assertThat(world.published).isEmpty();
    assertThat(world.announced).isEmpty();
    assertThat(world.discarded).containsExactly(RUN.id());
  }

  @Test
  void pinnedChampion_stays_andTheCandidateIsKept() throws IOException {
    world.pinned();
    AtRest end = begunAndFinished();
    assertThat(end).isInstanceOf(Withheld.class);
    assertThat(end.outcome()).contains("but the champion old is pinned");
    assertThat(world.published).containsExactly(MODEL);
    assertThat(world.recorded).containsExactly(MODEL);
    assertThat(world.announced).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void killedAnywhere_isResumed_andAnnouncedOnce(int death) throws IOException {
    world.killedAt(death);
    assertThatThrownBy(this::begunAndFinished).isInstanceOf(Killed.class);
    world.killedAt(Integer.MAX_VALUE);
    assertThat(resumed()).as("killed at %d", death).isInstanceOf(Announced.class);
    assertThat(world.published).containsExactly(MODEL);
    assertThat(world.recorded).containsExactly(MODEL);
    assertThat(world.announced).containsExactly(MODEL);
  }

  @Test
  void killedAgainAndAgain_stillEnds_onlyOnce() throws IOException {
    for (int death = 0; death < DEATHS; death++) {
      world.killedAt(death % 3);
      try {
        resumed();
      } catch (Killed e) {
        // the next one goes on
      }
    }
    world.killedAt(Integer.MAX_VALUE);
    assertThat(resumed()).isInstanceOf(Announced.class);
    assertThat(world.announced).containsExactly(MODEL);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void anotherChampionMeanwhile_abandonsTheRun(int death) throws IOException {
    world.killedAt(death);
    assertThatThrownBy(this::begunAndFinished).isInstanceOf(Killed.class);
    world.killedAt(Integer.MAX_VALUE);
    world.crown("an operator's");
    AtRest end = resumed();
    assertThat(end).as("killed at %d", death).isInstanceOf(Abandoned.class);
    assertThat(end.outcome()).contains("an operator's");
    assertThat(world.announced).isEmpty();
    assertThat(world.published).as("nothing half-published").isEmpty();
    assertThat(world.champion()).isEqualTo("an operator's");
    assertThat(world.discarded).containsExactly(RUN.id());
  }

  @Test
  void everyState_readsFromTheJournalAsItWasWritten() throws IOException {
    begunAndFinished();
    var journal = new Journal(directory);
    assertThat(reached).hasSize(6);
    for (RetrainState state : reached) {
      journal.save(state);
      assertThat(journal.load()).isEqualTo(state);
    }
    for (RetrainState state :
        List.of(
            new Idle(),
            new Rejected(RUN, "m", "no"),
            new Withheld(RUN, "m", "pinned"),
            new Abandoned(RUN, "why"))) {
      journal.save(state);
      assertThat(journal.load()).isEqualTo(state);
    }
  }

  @Test
  void halfWrittenJournal_isNotTheJournal() throws IOException {
    var journal = new Journal(directory);
    journal.save(new Reading(RUN));
    Files.writeString(directory.resolve("journal.json.next"), "{\"state\":\"train");
    assertThat(journal.load()).isEqualTo(new Reading(RUN));
    Files.writeString(directory.resolve("journal.json"), "{\"state\":\"train");
    assertThatThrownBy(journal::load)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("remove it to give the run up");
  }

  @Test
  void secondRun_isNotBegunBeforeTheFirstEnds() throws IOException {
    RetrainCycle cycle = cycle();
    cycle.begin(RUN);
    assertThatThrownBy(() -> cycle.begin(RUN)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatMayComeBack_leavesTheRunWhereItIs() throws IOException {
    var state = new Training(RUN, new FakeWork().read(RUN));
    new Journal(directory).save(state);
    world.killedAt(2);
    assertThatThrownBy(() -> cycle().finish()).isInstanceOf(Killed.class);
    assertThat(new Journal(directory).load()).isNotInstanceOf(AtRest.class);
  }

  @Test
  void candidateThatServesAlready_isNotAnnouncedAgain() throws IOException {
    var ruling = new Ruling(MODEL, true, "better", java.util.Map.of());
    new Journal(directory).save(new Publishing(RUN, new FakeWork().read(RUN), ruling));
    world.crown(MODEL);
    assertThat(cycle().finish()).isInstanceOf(Announced.class);
    assertThat(world.announced).isEmpty();
  }
}
