package io.copytaster.streams.retrain;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Manifest;
import io.copytaster.streams.announce.Models;
import io.copytaster.streams.announce.Retention;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.retrain.RetrainState.Publishing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** A run's work done for real: over Kafka, a folder on this machine and the shared storage. */
final class Workshop implements RetrainWork {

  private final ReviewedTopic reviewed;
  private final Shelf shelf;
  private final Champion champion;
  private final Learning learning;
  private final Comparison comparison;
  private final Retention retention;
  private final Path directory;
  private final InstantSource clock;
  private final BooleanSupplier stop;

  /**
   * @param directory the folder of all runs
   * @param clock when something was decided
   * @param stop true ends what is under way; also true when another sidecar has the lease
   */
  Workshop(
      Settings settings,
      ReviewedTopic reviewed,
      Shelf shelf,
      Path directory,
      RetrainListener listener,
      InstantSource clock,
      BooleanSupplier stop) {
    this.reviewed = reviewed;
    this.shelf = shelf;
    this.champion = new Champion(settings.model(), shelf.source());
    this.learning = new Learning(settings, listener, stop);
    this.comparison = new Comparison(settings);
    this.retention = new Retention(settings.storage().keep());
    this.directory = directory;
    this.clock = clock;
    this.stop = stop;
  }

  @Override
  public String champion() {
    try {
      return champion.id(announced());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Models announced() {
    return shelf.announcements().read();
  }

  /** What a run over this would learn. */
  WindowRows preview(Survey survey) throws IOException {
    return learning.rows(
        reviewed.read(survey.older(), survey.window(), stop), champion.open(announced()));
  }

  @Override
  public Lesson read(Run run) throws IOException {
    return learning.prepare(
        run,
        reviewed.read(run.older(), run.window(), stop),
        champion.open(announced()),
        folder(run));
  }

  @Override
  public void train(Run run, Lesson lesson) throws IOException {
    learning.train(run, lesson, champion.open(announced()), folder(run));
  }

  @Override
  public Candidate evaluate(Run run, Lesson lesson) throws IOException {
    return comparison.of(champion.open(announced()), learning.portable(folder(run)), folder(run));
  }

  @Override
  public void publish(Publishing state) throws IOException {
    place(state);
  }

  @Override
  public void record(Publishing state) throws IOException {
    String uri = state.ruling().promoted() ? place(state) : "";
    requireLeave();
    shelf.announcements().record(Notices.candidate(candidate(state), uri, state, clock.instant()));
  }

  @Override
  public void announce(Publishing state) throws IOException {
    String uri = place(state);
    requireLeave();
    if (announced().champion().isEmpty()) {
      announceIncumbent(state.run());
    }
    shelf.announcements().announce(Notices.champion(candidate(state), uri, state, clock.instant()));
    retention.apply(shelf.store(), announced());
  }

  /** Without it there would be nothing to roll back to. What has no manifest has no digests. */
  private void announceIncumbent(Run run) throws IOException {
    Checkpoint incumbent = champion.configured();
    boolean hasManifest = Manifest.read(incumbent.directory()).isPresent();
    if (hasManifest && Champion.isPortable(incumbent)) {
      String uri = shelf.store().publish(incumbent.directory(), incumbent.id()).toString();
      shelf.announcements().announce(Notices.incumbent(incumbent, uri, run));
    }
  }

  @Override
  public void withdraw(Publishing state) throws IOException {
    if (!announced().ids().contains(state.ruling().model())) {
      shelf.store().delete(state.ruling().model());
    }
  }

  @Override
  public void discard(Run run) throws IOException {
    folder(run).delete();
  }

  private String place(Publishing state) throws IOException {
    return shelf
        .store()
        .publish(folder(state.run()).candidate(), state.ruling().model())
        .toString();
  }

  private Checkpoint candidate(Publishing state) throws IOException {
    return Checkpoint.open(folder(state.run()).candidate(), learning.encoders());
  }

  private RunFolder folder(Run run) {
    return RunFolder.of(directory, run);
  }

  /** Nothing is announced by whoever has lost the lease. */
  private void requireLeave() {
    if (stop.getAsBoolean()) {
      throw new InterruptedRunException("stopped before the verdict was announced");
    }
  }
}
