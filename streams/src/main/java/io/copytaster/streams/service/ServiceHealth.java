package io.copytaster.streams.service;

import io.copytaster.streams.config.Settings;
import io.copytaster.streams.engine.EngineActivity;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.topology.StreamMeters;
import io.copytaster.streams.watch.Health;
import io.copytaster.streams.watch.HealthSource;
import io.copytaster.streams.watch.Probe;
import io.copytaster.streams.watch.Signs;
import io.copytaster.streams.watch.Verdict;
import java.time.Duration;

/** Takes one instance's signs whenever somebody asks how it is. */
final class ServiceHealth implements HealthSource {

  /** The stream gives up on a batch after one deadline; twice that leaves it time to say so. */
  private static final int DEADLINES_TO_HANG = 2;

  private final Health health;
  private final StreamRunner stream;
  private final InferenceEngine engine;
  private final StreamMeters meters;

  ServiceHealth(
      Settings settings, StreamRunner stream, InferenceEngine engine, StreamMeters meters) {
    this.health =
        new Health(
            settings.engine().deadline().multipliedBy(DEADLINES_TO_HANG),
            settings.http().unreadyAfter());
    this.stream = stream;
    this.engine = engine;
    this.meters = meters;
  }

  @Override
  public Verdict verdict(Probe probe) {
    return health.of(probe, signs());
  }

  private Signs signs() {
    EngineActivity activity = engine.activity();
    Consumption consumption = stream.consumption();
    return new Signs(
        engine.failure().map(failure -> String.valueOf(failure.getMessage())).orElse(""),
        activity.computing()
            ? Duration.ofNanos(System.nanoTime() - activity.since())
            : Duration.ZERO,
        stream.hasRun(),
        stream.state(),
        stream.isRunning(),
        consumption.connected(),
        stream.registryAway(),
        consumption.partitions(),
        consumption.lag(),
        meters.sinceTaken());
  }
}
