package io.copytaster.streams.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges an instance by its signs.
 *
 * <p>One that has no partitions, because others have them all, is ready: it would take over. One
 * whose brokers are away is not ready and alive, since a restart would not bring them back.
 *
 * @param hungAfter a device that is longer than this at one thing will not come back
 * @param unreadyAfter how long records may wait while none is taken
 */
public record Health(Duration hungAfter, Duration unreadyAfter) {

  public Verdict of(Probe probe, Signs signs) {
    return new Verdict(
        switch (probe) {
          case STARTED -> notStarted(signs);
          case LIVE -> dead(signs);
          case READY -> unready(signs);
        });
  }

  private static List<String> notStarted(Signs signs) {
    return signs.hasRun()
        ? List.of()
        : List.of("the stream is " + signs.stream() + " and has not run yet");
  }

  private List<String> dead(Signs signs) {
    var reasons = new ArrayList<String>();
    if (!signs.failure().isEmpty()) {
      reasons.add("the device takes no more articles: " + signs.failure());
    }
    if (signs.computing().compareTo(hungAfter) > 0) {
      reasons.add(
          "the device has been at one thing for %d ms, more than %d (twice engine.deadline)"
              .formatted(signs.computing().toMillis(), hungAfter.toMillis()));
    }
    return reasons;
  }

  private List<String> unready(Signs signs) {
    var reasons = new ArrayList<>(dead(signs));
    if (!signs.running()) {
      reasons.add("the stream is " + signs.stream());
    } else if (!signs.connected()) {
      reasons.add("no broker is connected");
    } else if (!signs.registryAway().isZero()) {
      reasons.add(
          "the schema registry has been away for %d ms (registry.url)"
              .formatted(signs.registryAway().toMillis()));
    } else if (signs.partitions() > 0
        && signs.lag() > 0
        && signs.idle().compareTo(unreadyAfter) > 0) {
      reasons.add(
          "%,d records wait and none was taken for %d ms, more than %d (http.unready-after)"
              .formatted(signs.lag(), signs.idle().toMillis(), unreadyAfter.toMillis()));
    }
    return reasons;
  }
}
