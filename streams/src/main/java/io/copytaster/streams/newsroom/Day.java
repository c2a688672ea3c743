package io.copytaster.streams.newsroom;

import io.copytaster.model.dataset.LabeledText;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.feed.TopicReader;
import io.copytaster.streams.newsroom.Script.Act;
import io.copytaster.streams.retrain.RetrainState.AtRest;
import io.copytaster.streams.retrain.RetrainState.Rejected;
import io.copytaster.streams.review.ReviewedProducer;
import io.copytaster.streams.review.Reviewer;
import io.copytaster.streams.service.WireFormats;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the first article to the last: what comes back is read, judged and partly corrected. */
final class Day {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int WINDOW = 200;
  private static final long SEED = 1;

  private final Settings settings;
  private final NewsroomPlan plan;
  private final Cast cast;
  private final String first;
  private final NewsroomView view;
  private final Script script;
  private final Editors editors;
  private final Reviewer reviewer = new Reviewer(Reviewer.Role.EDITOR, "newsroom");
  private final AccuracyTrace trace = new AccuracyTrace(WINDOW);
  private final Map<Act, Score> scores = new HashMap<>();
  private final Map<String, String> truths = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final AvroDecoder<LabeledNews> decoder;
  private final long start = System.nanoTime();
  private int duplicates;
  private int reviewed;
  private double firstCorrection = -1;
  private @Nullable Double recovery;
  private @Nullable String rejected;

  Day(Settings settings, NewsroomPlan plan, Cast cast, String first, NewsroomView view) {
    this.settings = settings;
    this.plan = plan;
    this.cast = cast;
    this.first = first;
    this.view = view;
    this.script = new Script(first, plan.settled());
    this.editors = new Editors(plan.reviewed(), cast.labels(), SEED);
    this.decoder = new AvroDecoder<>(WireFormats.of(settings.registry()), LabeledNews.class);
    for (LabeledText row : cast.arriving()) {
      truths.put(row.id(), Objects.requireNonNull(row.label()));
    }
  }

  NewsroomSummary run(Sidecar sidecar) throws IOException, InterruptedException {
    try (var reader = TopicReader.open(settings, List.of(settings.topics().labeled()), false);
        var reviews = ReviewedProducer.open(settings)) {
      int sent;
      try (var wire = Wire.start(settings, cast.arriving(), plan.rate())) {
        double turned = second();
        while (script.act() != Act.OVER && !wire.isExhausted() && second() - turned < patience()) {
          Act before = script.act();
          read(reader, reviews);
          for (AtRest end = sidecar.next(); end != null; end = sidecar.next()) {
            ended(end);
          }
          turned = script.act() == before ? turned : second();
          view.progress(second(), seen.size(), trace.share(), reviewed);
          sent = wire.sent();
        }
        wire.close();
        sent = wire.sent();
      }
      for (int idle = 0; seen.size() < sent && idle < 100; idle++) {
        int had = seen.size();
        read(reader, reviews);
        idle = seen.size() > had ? 0 : idle;
      }
      trace.timeline().write(plan.figure());
      return summary(sent);
    }
  }

  private void read(TopicReader reader, ReviewedProducer reviews) {
    for (var record : reader.poll(POLL)) {
      labelled(decoder.decode(record.value()), reviews);
    }
  }

  private void labelled(LabeledNews news, ReviewedProducer reviews) {
    String id = news.getArticle().getId();
    String truth = truths.get(id);
    if (truth == null) {
      return;
    }
    if (!seen.add(id)) {
      duplicates++;
      return;
    }
    boolean right = truth.equals(news.getLabel());
    trace.labelled(second(), right);
    script.labelled(Objects.requireNonNullElse(news.getModel(), "")).ifPresent(this::enter);
    scores.computeIfAbsent(script.act(), act -> new Score()).add(right);
    editors
        .review(truth)
        .ifPresent(
            label -> {
              reviews.send(reviewer.labels(news.getArticle(), label, "", Instant.now()));
              reviewed++;
              firstCorrection = firstCorrection < 0 ? second() : firstCorrection;
            });
  }

  private void enter(Act act) {
    switch (act) {
      case RECOVERED -> {
        recovery = second() - firstCorrection;
        mark("swap");
        view.step(
            "%s serves, %.0f s after the first correction"
                .formatted(script.second().orElseThrow(), recovery));
      }
      case POISONED -> {
        editors.becomeCareless();
        mark("labels shuffled");
        view.step("From now on the editors' labels are drawn by lot");
      }
      case REFUSED -> mark("candidate rejected");
      case CORRECTING, OVER -> {}
    }
  }

  private void ended(AtRest end) {
    view.step("Retraining: " + end.outcome());
    if (end instanceof Rejected && script.act() == Act.POISONED) {
      rejected = end.outcome();
      script.rejected().ifPresent(this::enter);
    }
  }

  private void mark(String word) {
    trace.mark(second(), word);
  }

  private double second() {
    return (System.nanoTime() - start) / 1e9;
  }

  private double patience() {
    return plan.patience().toMillis() / 1e3;
  }

  private NewsroomSummary summary(int sent) {
    return new NewsroomSummary(
        sent,
        duplicates,
        sent - seen.size(),
        share(Act.CORRECTING),
        share(Act.RECOVERED),
        share(Act.POISONED, Act.REFUSED),
        recovery,
        first,
        script.second().orElse(null),
        rejected);
  }

  /** Accuracy over some acts; 0 if they had no article. */
  private double share(Act... acts) {
    int right = 0;
    int all = 0;
    for (Act act : acts) {
      Score score = scores.getOrDefault(act, new Score());
      right += score.right;
      all += score.all;
    }
    return all == 0 ? 0 : (double) right / all;
  }

  /** Labels that were right, of all. */
  private static final class Score {
    private int right;
    private int all;

    private void add(boolean correct) {
      right += correct ? 1 : 0;
      all++;
    }
  }
}
