package io.copytaster.streams.service;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.network.OpenTensors;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.drift.DriftReferences;
import io.copytaster.streams.drift.DriftWatch;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.telemetry.Histograms;
import io.copytaster.streams.telemetry.Meters;
import io.copytaster.streams.telemetry.SummaryLog;
import io.copytaster.streams.topology.LabelObserver;
import io.copytaster.streams.topology.LabelObservers;
import io.copytaster.streams.topology.StreamMeters;
import io.copytaster.streams.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that watches one instance: what is counted, whether it drifts, and a line in the log. */
final class ServiceTelemetry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceTelemetry.class);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double[] BATCH_ARTICLES = Histograms.powersOfTwo(0, 8);
  private static final double[] BATCH_TOKENS = Histograms.powersOfTwo(4, 16);

  private final MeterRegistry registry;
  private final StreamMeters meters;
  private final DriftReferences references = new DriftReferences();
  private final LabelObservers observers;
  private final SummaryLog log;
  private final Tracing tracing;

  /**
   * @param registry closed by whoever made it
   * @param more observers beside its own
   */
  ServiceTelemetry(Settings settings, MeterRegistry registry, List<LabelObserver> more) {
    this(settings, registry, more, Tracing.of(settings));
  }

  /**
   * As above.
   *
   * @param tracing closed with this
   */
  ServiceTelemetry(
      Settings settings, MeterRegistry registry, List<LabelObserver> more, Tracing tracing) {
    this.registry = registry;
    this.tracing = tracing;
    this.meters = new StreamMeters(registry);
    var drift = new DriftWatch(settings.drift(), references::of, registry, System::nanoTime);
    this.observers =
        new LabelObservers(Stream.concat(Stream.of(meters, drift), more.stream()).toList());
    this.log = SummaryLog.start(registry, settings.telemetry().logInterval(), LOG::info);
  }

  /** A model is about to serve: from its first label on, drift is measured against its training. */
  void expect(Checkpoint checkpoint) {
    expect(checkpoint.id(), checkpoint.directory());
  }

  /** As above, of the checkpoint of this identifier in a directory. */
  void expect(String model, Path directory) {
    references.read(model, directory);
  }

  /** Meters and traces what a device does; the engine is not kept alive by it. */
  void watch(InferenceEngine engine) {
    engine.trace(tracing);
    Meters.counter(registry, Meters.BATCHES, engine, e -> e.statistics().batches());
    Meters.counter(registry, Meters.BATCH_ARTICLES, engine, e -> e.statistics().articles());
    Meters.counter(registry, Meters.REPEATS, engine, e -> e.statistics().repeats());
    Meters.counter(registry, Meters.BATCH_TOKENS, engine, e -> e.statistics().tokens());
    Meters.counter(
        registry, Meters.BATCH_PADDED_TOKENS, engine, e -> e.statistics().paddedTokens());
    Meters.counter(
        registry, Meters.DEVICE_BUSY, engine, e -> e.statistics().busyNanos() / NANOS_PER_SECOND);
    Meters.gauge(registry, Meters.DEVICE_PENDING, engine::pendingTokens);
    Meters.gauge(registry, Meters.DEVICE_ARTICLES, engine::pendingArticles);
    Meters.gauge(registry, Meters.OPEN_TENSORS, OpenTensors::count);
    var articles = Histograms.of(registry, Meters.BATCH_SIZE_ARTICLES, BATCH_ARTICLES);
    var tokens = Histograms.of(registry, Meters.BATCH_SIZE_TOKENS, BATCH_TOKENS);
    engine.observe(
        (size, read) -> {
          articles.record(size);
          tokens.record(read);
        });
  }

  /** Meters how far the stream is behind what arrives. */
  void watch(StreamRunner stream) {
    Meters.gauge(registry, Meters.LAG, () -> stream.consumption().lag());
    Meters.gauge(
        registry, Meters.REGISTRY_AWAY, () -> stream.registryAway().toMillis() / MILLIS_PER_SECOND);
    Meters.gauge(
        registry, Meters.BEHIND, () -> stream.consumption().lag() == 0 ? 0 : secondsBehind());
  }

  private double secondsBehind() {
    long taken = meters.takenTimestamp();
    return taken == 0 ? 0 : Math.max(0, System.currentTimeMillis() - taken) / MILLIS_PER_SECOND;
  }

  StreamMeters meters() {
    return meters;
  }

  LabelObservers observers() {
    return observers;
  }

  Tracing tracing() {
    return tracing;
  }

  /** Says nothing any more. */
  @Override
  public void close() {
    log.close();
    tracing.close();
  }
}
