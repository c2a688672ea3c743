package io.copytaster.streams.retrain;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.Models;
import io.copytaster.streams.retrain.RetrainState.Announced;
import io.copytaster.streams.retrain.RetrainState.Publishing;
import io.copytaster.streams.retrain.RetrainState.Rejected;
import io.copytaster.streams.retrain.RetrainState.Withheld;
import java.io.IOException;

/**
 * The last step of a run, in an order that leaves nothing half: files, verdict, announcement. Each
 * is done only if it does not stand already.
 */
final class Proclamation {

  private Proclamation() {}

  /**
   * @throws AbandonedException if another champion was announced meanwhile
   */
  static RetrainState publish(Publishing state, RetrainWork work) throws IOException {
    Ruling ruling = state.ruling();
    Models models = work.announced();
    String champion = work.champion();
    if (!ruling.promoted()) {
      record(state, models, work);
      return new Rejected(state.run(), ruling.model(), ruling.sentence());
    }
    if (champion.equals(ruling.model())) {
      return announced(state);
    }
    if (!champion.equals(state.run().champion())) {
      throw new AbandonedException(
          "%s passed the gate beside %s, and meanwhile %s became the champion"
              .formatted(ruling.model(), state.run().champion(), champion));
    }
    work.publish(state);
    record(state, models, work);
    if (models.champion().map(ModelAnnouncement::getPinned).orElse(false)) {
      return new Withheld(
          state.run(),
          ruling.model(),
          "%s; but the champion %s is pinned".formatted(ruling.sentence(), champion));
    }
    work.announce(state);
    return announced(state);
  }

  private static RetrainState announced(Publishing state) {
    return new Announced(state.run(), state.ruling().model(), state.ruling().sentence());
  }

  private static void record(Publishing state, Models models, RetrainWork work) throws IOException {
    ModelAnnouncement standing = models.candidates().get(state.ruling().model());
    if (standing == null || standing.getVerdict().isEmpty()) {
      work.record(state);
    }
  }
}
