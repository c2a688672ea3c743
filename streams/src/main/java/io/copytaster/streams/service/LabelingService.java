package io.copytaster.streams.service;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.label.LabelSet;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.AnnouncementListener;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.slot.ModelLease;
import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.slot.ServedModel;
import io.copytaster.streams.swap.Backoff;
import io.copytaster.streams.swap.ModelSwapper;
import io.copytaster.streams.swap.SwapStatus;
import io.copytaster.streams.topology.LabelObserver;
import io.copytaster.streams.watch.HealthSource;
import io.copytaster.streams.watch.Probe;
import io.copytaster.streams.watch.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the service: a model on a device, an engine before it, and a Kafka Streams
 * application before that.
 */
public final class LabelingService implements HealthSource, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LabelingService.class);

  private final ModelFeed feed;
  private final ModelSlot slot;
  private final InferenceEngine engine;
  private final Optional<Shadowing> shadowing;
  private final ServiceTelemetry telemetry;
  private final StreamRunner stream;
  private final ModelSwapper swapper;
  private final ServiceHealth health;

  private LabelingService(
      Settings settings,
      ModelFeed feed,
      ModelSlot slot,
      InferenceEngine engine,
      TopicLimits limits,
      MeterRegistry registry,
      List<LabelObserver> observers) {
    this.feed = feed;
    this.slot = slot;
    this.engine = engine;
    var source = new ReferencedSource(feed.source());
    var loader = Models.loader(settings, source);
    this.shadowing =
        settings.shadow().enabled()
            ? Optional.of(Shadowing.start(settings, engine, loader, registry))
            : Optional.empty();
    var all = new ArrayList<>(observers);
    shadowing.map(Shadowing::observer).ifPresent(all::add);
    this.telemetry = new ServiceTelemetry(settings, registry, all);
    source.tell(telemetry);
    telemetry.watch(engine);
    this.stream = LabelingStream.before(engine, slot, settings, limits, telemetry);
    telemetry.watch(stream);
    this.health = new ServiceHealth(settings, stream, engine, telemetry.meters());
    this.swapper = ModelSwapper.start(engine, slot, loader, Backoff.usual(), registry);
  }

  /** Starts with meters that only the log's summary shows, and nobody else watching. */
  public static LabelingService start(Settings settings) throws IOException {
    return start(settings, new SimpleMeterRegistry(), List.of());
  }

  /**
   * Loads and warms the model, finds the brokers and the topics, and starts.
   *
   * @param registry of the meters
   * @param observers told of every label
   * @throws IOException if the model's files cannot be read
   * @throws io.copytaster.model.checkpoint.CheckpointException if they are no classifier
   * @throws io.copytaster.streams.broker.BrokerException if a topic is missing or the cluster
   *     refuses
   */
  public static LabelingService start(
      Settings settings, MeterRegistry registry, List<LabelObserver> observers) throws IOException {
    return start(settings, ModelFeed.open(settings), registry, observers);
  }

  /**
   * As above.
   *
   * @param feed closed with the service
   */
  static LabelingService start(
      Settings settings, ModelFeed feed, MeterRegistry registry, List<LabelObserver> observers)
      throws IOException {
    var opened = new ArrayDeque<AutoCloseable>(List.of(feed));
    try {
      StartingModel first = feed.startingModel();
      ServedModel model = Models.warm(first.checkpoint(), settings);
      LOG.info("Model {} is warm: labels {}", model.model(), model.labels().names());
      var slot = new ModelSlot(model);
      opened.push(slot);
      TopicLimits limits = limits(settings);
      var engine = Engines.start(slot, settings.engine());
      opened.push(engine);
      probe(slot, engine);
      var service = new LabelingService(settings, feed, slot, engine, limits, registry, observers);
      opened.clear();
      opened.push(service);
      service.begin(first);
      return service;
    } catch (IOException | RuntimeException | Error e) {
      closeAfter(e, opened);
      throw e;
    }
  }

  private void begin(StartingModel first) {
    telemetry.expect(first.checkpoint());
    stream.start();
    if (first.follows()) {
      feed.follow(
          swapper::announced,
          shadowing.<AnnouncementListener>map(shadow -> shadow).orElse(nobody -> {}),
          slot::model);
    }
  }

  private static void closeAfter(Throwable failure, Deque<AutoCloseable> opened) {
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }

  private static TopicLimits limits(Settings settings) {
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), LOG::warn)) {
      return TopicLimits.prepare(admin, settings);
    }
  }

  /** Once on the very thread that will compute. */
  private static void probe(ModelSlot slot, InferenceEngine engine) {
    try (ModelLease lease = slot.acquire()) {
      ServedModel model = lease.model();
      engine.between(() -> model.classify(new TokenBatch(List.of(model.probe())))).join();
    }
  }

  /**
   * Lets an announced model serve as soon as it is ready; returns at once. What becomes of it,
   * {@link #swapStatus} says.
   */
  public void announced(ModelAnnouncement announcement) {
    swapper.announced(announcement);
  }

  /** How what serves stands to what was announced. */
  public SwapStatus swapStatus() {
    return swapper.status();
  }

  @Override
  public Verdict verdict(Probe probe) {
    return health.verdict(probe);
  }

  /** What Kafka's clients and threads count of themselves. */
  public MeterBinder kafkaMeters() {
    return stream.meters();
  }

  /** The identifier of the model that labels now. */
  public String model() {
    return slot.model();
  }

  /** What the model that labels now chooses from. */
  public LabelSet labels() {
    try (ModelLease lease = slot.acquire()) {
      return lease.model().labels();
    }
  }

  public ModelSlot slot() {
    return slot;
  }

  public InferenceEngine engine() {
    return engine;
  }

  /**
   * Waits until every stream thread runs, or the stream has ended.
   *
   * @return whether it runs
   */
  public boolean awaitRunning() throws InterruptedException {
    return stream.awaitRunning();
  }

  /**
   * Waits until the stream ends by itself, which it does only when it cannot go on.
   *
   * @return why it failed; empty if it was closed
   */
  public Optional<String> awaitEnd() throws InterruptedException {
    return stream.awaitEnd();
  }

  /** Forwards what is labelled, commits it, leaves the rest to the next start, frees the device. */
  @Override
  public void close() {
    feed.close();
    swapper.close();
    stream.close();
    shadowing.ifPresent(Shadowing::close);
    telemetry.close();
    engine.close();
    slot.close();
  }
}
