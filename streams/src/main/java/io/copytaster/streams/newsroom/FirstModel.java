package io.copytaster.streams.newsroom;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoder;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.Precision;
import io.copytaster.model.train.Regime;
import io.copytaster.model.train.Trainer;
import io.copytaster.model.train.TrainingData;
import io.copytaster.model.train.TrainingListener;
import io.copytaster.model.train.TrainingPlan;
import io.copytaster.streams.announce.Channel;
import io.copytaster.streams.announce.Decider;
import io.copytaster.streams.announce.Decision;
import io.copytaster.streams.announce.Decisions;
import io.copytaster.streams.announce.Publication;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.retrain.Shelf;
import io.copytaster.streams.service.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The model that a newsroom begins its day with: it lacks a desk. */
final class FirstModel {

  private static final String NAME = "desks";

  private FirstModel() {}

  /** Trains it, publishes it and announces it as the champion. */
  static Checkpoint announce(
      Settings settings, Regime regime, Cast cast, Path directory, Shelf shelf) throws IOException {
    Encoders encoders = Models.encoders(settings.model());
    Trainer.train(
        plan(regime, cast),
        new TrainingData(cast.taught(), List.of()),
        directory.resolve(NAME),
        false,
        encoders,
        compute(settings),
        new TrainingListener() {},
        () -> false);
    Checkpoint checkpoint = Checkpoint.open(directory.resolve(NAME), encoders);
    var published = Publication.of(checkpoint, shelf.store(), encoders);
    var decider = new Decider("newsroom", "the first model of the day", Instant.now());
    Decision decision =
        Decisions.promote(shelf.announcements().read(), published, Channel.CHAMPION, decider);
    if (decision instanceof Decision.Announce announce) {
      shelf.announcements().announce(announce.announcement());
      return checkpoint;
    }
    throw new IllegalStateException("the first model was not announced: " + decision);
  }

  private static TrainingPlan plan(Regime regime, Cast cast) {
    return TrainingPlan.of(regime, NAME, Encoder.MINILM.id(), new LabelSet(cast.taughtLabels()));
  }

  /** As it would serve, but that int8 has no gradient. */
  private static Compute compute(Settings settings) {
    Compute serving = Models.compute(settings.model());
    return serving.precision() == Precision.INT8
        ? new Compute(serving.device(), Precision.FP32, serving.threads())
        : serving;
  }
}
