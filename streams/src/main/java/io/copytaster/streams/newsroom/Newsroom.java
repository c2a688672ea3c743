package io.copytaster.streams.newsroom;

import io.copytaster.streams.announce.KafkaAnnouncements;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.retrain.Shelf;
import io.copytaster.streams.service.LabelingService;
import io.copytaster.streams.service.WireFormats;
import io.copytaster.streams.storage.CheckpointStores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The whole loop on one machine: instances that serve a model which lacks a desk, editors who
 * correct it, a sidecar that learns from them, and a gate that keeps a bad hour out.
 */
public final class Newsroom {

  private Newsroom() {}

  /**
   * Goes through the day.
   *
   * @param instances settings of each instance that serves; the first one's are everybody else's
   *     too
   * @param directory for the first model's files
   * @throws InterruptedException if it is interrupted, which is how it is stopped
   */
  public static NewsroomSummary run(
      List<Settings> instances, NewsroomPlan plan, Cast cast, Path directory, NewsroomView view)
      throws IOException, InterruptedException {
    Settings settings = instances.get(0);
    try (var store = CheckpointStores.of(settings);
        var announcements =
            KafkaAnnouncements.open(settings, WireFormats.of(settings.registry()))) {
      var source = CheckpointStores.copiesOf(store, settings);
      var shelf = new Shelf(announcements, store, source);
      view.step(
          "Training a first model on %,d articles of %s"
              .formatted(cast.taught().size(), cast.taughtLabels()));
      String first = FirstModel.announce(settings, plan.regime(), cast, directory, shelf).id();
      Deque<LabelingService> services = new ArrayDeque<>();
      try {
        for (Settings instance : instances) {
          var service = LabelingService.start(instance);
          services.push(service);
          service.awaitRunning();
        }
        view.step("%d instances serve %s".formatted(services.size(), first));
        try (var sidecar = startSidecar(settings)) {
          var summary = new Day(settings, plan, cast, first, view).run(sidecar);
          view.summary(summary);
          return summary;
        }
      } finally {
        services.forEach(LabelingService::close);
      }
    }
  }

  /** With connections of its own: those of the caller are for one thread. */
  private static Sidecar startSidecar(Settings settings) {
    var store = CheckpointStores.of(settings);
    var announcements =
        KafkaAnnouncements.openFenced(
            settings, WireFormats.of(settings.registry()), settings.retrain().group());
    return Sidecar.start(
        settings, new Shelf(announcements, store, CheckpointStores.copiesOf(store, settings)));
  }
}
