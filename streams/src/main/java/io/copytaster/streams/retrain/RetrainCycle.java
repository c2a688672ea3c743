package io.copytaster.streams.retrain;

import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.dataset.DatasetException;
import io.copytaster.model.gate.PromotionGate;
import io.copytaster.model.train.TrainingException;
import io.copytaster.streams.retrain.RetrainState.Abandoned;
import io.copytaster.streams.retrain.RetrainState.AtRest;
import io.copytaster.streams.retrain.RetrainState.Publishing;
import io.copytaster.streams.retrain.RetrainState.Reading;
import io.copytaster.streams.retrain.RetrainState.UnderWay;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Leads one run from state to state, each in the journal before the next one's work begins: whoever
 * is killed does at most the last piece of work again. For one thread.
 */
final class RetrainCycle {

  private final RetrainWork work;
  private final PromotionGate gate;
  private final Journal journal;
  private final Consumer<RetrainState> listener;
  private RetrainState state;

  /**
   * Takes up what the journal says.
   *
   * @param listener told every state that is reached
   */
  RetrainCycle(
      RetrainWork work, PromotionGate gate, Journal journal, Consumer<RetrainState> listener)
      throws IOException {
    this.work = work;
    this.gate = gate;
    this.journal = journal;
    this.listener = listener;
    this.state = journal.load();
  }

  RetrainState state() {
    return state;
  }

  /**
   * Begins a run.
   *
   * @throws IllegalStateException if one is under way
   */
  void begin(Run run) throws IOException {
    if (!(state instanceof AtRest)) {
      throw new IllegalStateException("a run is under way: " + state);
    }
    discardLatest();
    enter(new Reading(run));
  }

  /**
   * Goes on until nothing is to be done.
   *
   * @throws IOException if something is away that may come back; the same call goes on then
   * @throws InterruptedRunException if it was told to stop
   */
  AtRest finish() throws IOException {
    while (state instanceof UnderWay underWay) {
      enter(next(underWay));
    }
    discardLatest();
    return (AtRest) state;
  }

  /** Also after a run that was killed between its last state and this. */
  private void discardLatest() throws IOException {
    if (state.latest().isPresent()) {
      work.discard(state.latest().get());
    }
  }

  private RetrainState next(UnderWay from) throws IOException {
    try {
      if (!(from instanceof Publishing)) {
        requireSameChampion(from.run());
      }
      return from.advance(work, gate);
    } catch (AbandonedException | TrainingException | CheckpointException | DatasetException e) {
      if (e instanceof CheckpointException known
          && known.problem() == CheckpointException.Problem.IN_USE) {
        throw e;
      }
      if (from instanceof Publishing publishing) {
        work.withdraw(publishing);
      }
      return new Abandoned(from.run(), "abandoned: " + e.getMessage());
    }
  }

  /** A candidate of a champion that is none any more would undo what came after it. */
  private void requireSameChampion(Run run) {
    String champion = work.champion();
    if (!champion.equals(run.champion())) {
      throw new AbandonedException(
          "the run goes on from %s, and %s is the champion now"
              .formatted(run.champion(), champion));
    }
  }

  /** Whoever was suspended meanwhile must not write over what another sidecar has come to. */
  private void enter(RetrainState next) throws IOException {
    if (!journal.load().equals(state)) {
      throw new InterruptedRunException("another sidecar has gone on with the run meanwhile");
    }
    journal.save(next);
    state = next;
    listener.accept(next);
  }
}
