package io.copytaster.streams.retrain;

import io.copytaster.model.gate.GateRules;
import io.copytaster.model.gate.PromotionGate;
import io.copytaster.streams.broker.BrokerException;
import io.copytaster.streams.config.GateSettings;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.retrain.RetrainState.AtRest;
import io.copytaster.streams.retrain.RetrainState.UnderWay;
import io.copytaster.streams.service.Models;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retrains when it is time, as long as it has the lease. Waits and asks; what is due, {@link
 * Schedule} decides, and what is done, {@link RetrainCycle}. For one thread.
 */
public final class RetrainingSidecar implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RetrainingSidecar.class);
  private static final Duration WAITING = Duration.ofMillis(200);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private final Settings settings;
  private final Shelf shelf;
  private final RetrainListener listener;
  private final InstantSource clock;
  private final Path directory;
  private final ReviewedTopic reviewed;
  private final Lease lease;
  private final RetrainMeters meters;
  private final Instant startedAt;

  /** The term of the lease for which the right to announce was claimed; 0 for none. */
  private long claimed;

  private RetrainingSidecar(
      Settings settings,
      Shelf shelf,
      RetrainListener listener,
      MeterRegistry registry,
      InstantSource clock,
      ReviewedTopic reviewed,
      Lease lease) {
    this.settings = settings;
    this.shelf = shelf;
    this.listener = listener;
    this.clock = clock;
    this.directory = directory(settings);
    this.reviewed = reviewed;
    this.lease = lease;
    this.meters = new RetrainMeters(registry, lease::isHeld, clock);
    this.startedAt = clock.instant();
  }

  /**
   * Connects, and joins those who wait for the lease.
   *
   * @param registry of the meters
   * @throws BrokerException if a topic is missing, or the cluster refuses this client
   */
  public static RetrainingSidecar start(
      Settings settings,
      Shelf shelf,
      RetrainListener listener,
      MeterRegistry registry,
      InstantSource clock) {
    var reviewed = ReviewedTopic.open(settings);
    try {
      return new RetrainingSidecar(
          settings, shelf, listener, registry, clock, reviewed, Lease.join(settings));
    } catch (RuntimeException e) {
      reviewed.close();
      throw e;
    }
  }

  /** Where runs are kept. */
  public static Path directory(Settings settings) {
    return settings
        .retrain()
        .directory()
        .orElseGet(() -> Models.encoders(settings.model()).folder().resolve("retrain"));
  }

  /** Whether this sidecar is the one that works. */
  public boolean isWorking() {
    return lease.isHeld();
  }

  /** What there is to learn, whoever has the lease; nothing is changed. */
  public Preview preview(BooleanSupplier stop) throws IOException {
    Survey survey = survey(new Journal(directory).load());
    var workshop = workshop(stop);
    return new Preview(workshop.champion(), survey, workshop.preview(survey));
  }

  /**
   * What a run would be.
   *
   * @param champion it would go on from
   * @param rows it would learn and judge by
   */
  public record Preview(String champion, Survey survey, WindowRows rows) {}

  /**
   * Waits for the lease, goes on with a run that was left, or else makes one if there are new
   * reviewed articles enough.
   *
   * @return what became of it; empty if there were too few
   * @throws InterruptedRunException if it was told to stop
   */
  public Optional<AtRest> once(BooleanSupplier stop) throws IOException {
    takeLease(stop);
    RetrainCycle cycle = cycle(stop);
    if (cycle.state() instanceof UnderWay) {
      return Optional.of(cycle.finish());
    }
    Survey survey = survey(cycle.state());
    if (survey.fresh() < settings.retrain().minReviewed()) {
      meters.tooFew();
      return Optional.empty();
    }
    cycle.begin(run(survey, "asked for"));
    return Optional.of(cycle.finish());
  }

  /** Retrains whenever it is due, until it is told to stop. */
  public void run(Schedule schedule, DriftTrigger drift, BooleanSupplier stop) {
    while (!stop.getAsBoolean()) {
      Duration pause = BETWEEN_LOOKS;
      try {
        takeLease(stop);
        look(schedule, drift, stop);
      } catch (InterruptedRunException e) {
        LOG.info("{}", e.getMessage());
      } catch (IOException | UncheckedIOException | KafkaException | BrokerException e) {
        LOG.warn("Retraining waits, and goes on where it is: {}", e.getMessage());
        claimed = 0;
        pause = AFTER_FAILURE;
      }
      sleep(pause, stop);
    }
  }

  private void look(Schedule schedule, DriftTrigger drift, BooleanSupplier stop)
      throws IOException {
    RetrainCycle cycle = cycle(stop);
    if (cycle.state() instanceof AtRest) {
      Survey survey = survey(cycle.state());
      Instant since =
          cycle.state().latest().map(Run::beganAt).map(Instant::ofEpochMilli).orElse(startedAt);
      var moment = new Schedule.Moment(clock.instant(), since, survey.fresh(), drift.isDrifting());
      Optional<String> occasion = schedule.due(moment);
      if (occasion.isEmpty()) {
        return;
      }
      cycle.begin(run(survey, occasion.get()));
    }
    cycle.finish();
  }

  private Run run(Survey survey, String occasion) {
    return Run.of(clock.instant(), workshop(() -> false).champion(), survey, occasion);
  }

  private Survey survey(RetrainState state) {
    List<OffsetRange> tried = state.latest().map(Run::window).orElse(List.of());
    var survey =
        Survey.of(
            reviewed.bounds(), shelf.announcements().read(), tried, settings.retrain().history());
    meters.surveyed(survey);
    return survey;
  }

  private RetrainCycle cycle(BooleanSupplier stop) throws IOException {
    var cycle =
        new RetrainCycle(
            workshop(orLost(stop)),
            new PromotionGate(rules(settings.retrain().gate())),
            new Journal(directory),
            this::reached);
    meters.found(cycle.state());
    return cycle;
  }

  private void reached(RetrainState state) {
    meters.reached(state);
    listener.reached(state);
  }

  private Workshop workshop(BooleanSupplier stop) {
    return new Workshop(settings, reviewed, shelf, directory, listener, clock, stop);
  }

  /** What needs the lease stops when it is lost, too. */
  private BooleanSupplier orLost(BooleanSupplier stop) {
    return () -> stop.getAsBoolean() || !lease.isHeld();
  }

  private static GateRules rules(GateSettings gate) {
    return new GateRules(
        gate.rows(),
        gate.significance(),
        gate.margin(),
        gate.classRows(),
        gate.recallLoss(),
        gate.goldenLoss(),
        gate.latency());
  }

  /** Whatever is read from here on, nobody who had the lease before can write behind it. */
  private void takeLease(BooleanSupplier stop) {
    awaitLease(stop);
    long term = lease.term();
    if (term != claimed) {
      shelf.announcements().claim();
      claimed = term;
    }
  }

  private void awaitLease(BooleanSupplier stop) {
    boolean said = false;
    long start = System.nanoTime();
    while (!lease.isHeld()) {
      if (stop.getAsBoolean()) {
        throw new InterruptedRunException("stopped while another sidecar had the lease");
      }
      if (!said && System.nanoTime() - start > AFTER_FAILURE.toNanos() / 6) {
        listener.noted("another sidecar works; this one waits");
        said = true;
      }
      sleep(WAITING, stop);
    }
  }

  private static void sleep(Duration pause, BooleanSupplier stop) {
    long end = System.nanoTime() + pause.toNanos();
    try {
      while (System.nanoTime() < end && !stop.getAsBoolean()) {
        Thread.sleep(Math.min(WAITING.toMillis(), pause.toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedRunException("interrupted");
    }
  }

  @Override
  public void close() {
    lease.close();
    reviewed.close();
  }
}
