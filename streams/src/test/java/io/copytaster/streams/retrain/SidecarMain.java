package io.copytaster.streams.retrain;

import io.copytaster.streams.announce.KafkaAnnouncements;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.WireFormats;
import io.copytaster.streams.storage.CheckpointStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * A sidecar in a JVM of its own, that tests can kill. It makes one run and says what came of it.
 */
final class SidecarMain {

  private SidecarMain() {}

  /** Takes the name of a {@link KillPoint}, then settings as {@code name=value}. */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      values.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
    }
    var settings = Settings.of(values);
    var point = new KillPoint(arguments[0]);
    try (var announcements =
            KafkaAnnouncements.openFenced(
                settings, WireFormats.of(settings.registry()), settings.retrain().group());
        var store = CheckpointStores.of(settings)) {
      var shelf =
          new Shelf(
              point.in(announcements), point.in(store), CheckpointStores.copiesOf(store, settings));
      try (var sidecar =
          RetrainingSidecar.start(
              settings,
              shelf,
              point.listener(),
              new SimpleMeterRegistry(),
              InstantSource.system())) {
        var end = sidecar.once(() -> false);
        System.out.println(end.map(RetrainState.AtRest::outcome).orElse("too few"));
      }
    }
    System.exit(0);
  }
}
