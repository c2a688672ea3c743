package io.copytaster.streams.newsroom;

import io.copytaster.streams.config.Settings;
import io.copytaster.streams.retrain.RetrainListener;
import io.copytaster.streams.retrain.RetrainState;
import io.copytaster.streams.retrain.RetrainState.AtRest;
import io.copytaster.streams.retrain.RetrainState.Idle;
import io.copytaster.streams.retrain.RetrainingSidecar;
import io.copytaster.streams.retrain.Schedule;
import io.copytaster.streams.retrain.Shelf;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The retraining sidecar in a thread of its own, and a note of every run that ended. */
final class Sidecar implements AutoCloseable {

  private final Queue<AtRest> ended = new ConcurrentLinkedQueue<>();
  private final RetrainingSidecar sidecar;
  private final Thread thread;
  private volatile boolean stopped;

  private Sidecar(Settings settings, Shelf shelf) {
    this.sidecar =
        RetrainingSidecar.start(
            settings, shelf, new Notes(), new SimpleMeterRegistry(), InstantSource.system());
    var schedule = Schedule.whenReviewed(settings.retrain().minReviewed(), ZoneId.systemDefault());
    this.thread =
        new Thread(() -> sidecar.run(schedule, () -> false, () -> stopped), "copytaster-retrain");
    thread.setDaemon(true);
  }

  static Sidecar start(Settings settings, Shelf shelf) {
    var sidecar = new Sidecar(settings, shelf);
    sidecar.thread.start();
    return sidecar;
  }

  /** What has become of the next run that ended; null if none has since it was asked last. */
  @Nullable AtRest next() {
    return ended.poll();
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
    sidecar.close();
  }

  private final class Notes implements RetrainListener {
    @Override
    public void reached(RetrainState state) {
      if (state instanceof AtRest end && !(state instanceof Idle)) {
        ended.add(end);
      }
    }
  }
}
