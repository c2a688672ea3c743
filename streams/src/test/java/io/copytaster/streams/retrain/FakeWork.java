package io.copytaster.streams.retrain;

import io.copytaster.model.gate.Contest;
import io.copytaster.model.gate.PairedAnswers;
import io.copytaster.model.label.LabelSet;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.Channel;
import io.copytaster.streams.announce.Models;
import io.copytaster.streams.retrain.RetrainState.Publishing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A world in memory that outlives who works in it, and may kill them before or after any deed. */
final class FakeWork implements RetrainWork {

  /** What ends a process; nothing of the product catches it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  final List<String> done = new ArrayList<>();
  final List<String> published = new ArrayList<>();
  final List<String> recorded = new ArrayList<>();
  final List<String> announced = new ArrayList<>();
  final List<String> discarded = new ArrayList<>();
  private final Map<String, ModelAnnouncement> candidates = new LinkedHashMap<>();
  private ModelAnnouncement champion = announcement("old", "");
  private boolean better = true;
  private int deeds;
  private int killAt = Integer.MAX_VALUE;

  /** The process ends at its n-th deed: an even number before, an odd one after it is done. */
  FakeWork killedAt(int half) {
    killAt = half;
    deeds = 0;
    return this;
  }

  FakeWork withWorseCandidate() {
    better = false;
    return this;
  }

  FakeWork pinned() {
    champion = ModelAnnouncement.newBuilder(champion).setPinned(true).build();
    return this;
  }

  void crown(String model) {
    champion = announcement(model, "");
  }

  private static ModelAnnouncement announcement(String model, String verdict) {
    return ModelAnnouncement.newBuilder()
        .setChannel("champion")
        .setModel(model)
        .setVerdict(verdict)
        .build();
  }

  private void deed(String name, Runnable what) {
    mayDie();
    what.run();
    done.add(name);
    mayDie();
  }

  private void mayDie() {
    if (deeds++ == killAt) {
      throw new Killed();
    }
  }

  @Override
  public String champion() {
    return champion.getModel();
  }

  @Override
  public Models announced() {
    return new Models(
        Map.of(Channel.CHAMPION, champion), new HashMap<>(candidates), List.of(champion));
  }

  @Override
  public Lesson read(Run run) {
    deed("read", () -> {});
    return new Lesson(List.of("Sea", "Sport"), "toy/1", "d", 80, 20, 60, 0);
  }

  @Override
  public void train(Run run, Lesson lesson) {
    deed("train", () -> {});
  }

  @Override
  public Candidate evaluate(Run run, Lesson lesson) {
    deed("evaluate", () -> {});
    var labels = new LabelSet(lesson.labels());
    var right = Collections.nCopies(60, "Sea");
    var wrong = Collections.nCopies(60, "Sport");
    var heldOut =
        better ? new PairedAnswers(right, wrong, right) : new PairedAnswers(right, right, wrong);
    return new Candidate(
        "new-" + run.id(),
        new Contest(labels, labels, heldOut, PairedAnswers.NONE, 10, 10),
        Map.of("macro-f1", 0.5));
  }

  @Override
  public void publish(Publishing state) {
    deed(
        "publish",
        () -> {
          if (!published.contains(state.ruling().model())) {
            published.add(state.ruling().model());
          }
        });
  }

  @Override
  public void record(Publishing state) {
    deed(
        "record",
        () -> {
          recorded.add(state.ruling().model());
          candidates.put(
              state.ruling().model(),
              announcement(state.ruling().model(), state.ruling().verdict()));
        });
  }

  @Override
  public void announce(Publishing state) {
    deed(
        "announce",
        () -> {
          if (!published.contains(state.ruling().model())) {
            throw new AssertionError("announced before its files are there");
          }
          announced.add(state.ruling().model());
          crown(state.ruling().model());
        });
  }

  @Override
  public void withdraw(Publishing state) {
    if (!recorded.contains(state.ruling().model())) {
      published.remove(state.ruling().model());
    }
  }

  @Override
  public void discard(Run run) {
    discarded.add(run.id());
  }
}
