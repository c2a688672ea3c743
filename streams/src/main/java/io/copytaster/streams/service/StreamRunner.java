package io.copytaster.streams.service;

import io.copytaster.streams.config.ServingSettings;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.engine.EngineFailure;
import io.copytaster.streams.event.RegistryUnavailableException;
import io.copytaster.streams.topology.Answers;
import io.copytaster.streams.topology.LabelTimeoutException;
import io.copytaster.streams.topology.RegistryPatience;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a Kafka Streams application: started, watched, stopped within a time. */
final class StreamRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamRunner.class);

  /** Between a thread's death and its successor, so that a lasting fault does not spin. */
  private static final Duration REPLACEMENT_PAUSE = Duration.ofSeconds(1);

  private final KafkaStreams streams;
  private final RegistryPatience registry;
  private final Duration shutdownTimeout;
  private final boolean staysMember;
  private final CountDownLatch settled = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable String failure;
  private volatile boolean hasRun;

  /**
   * @param answers to the records that the polling thread has seen
   * @param registry what the topology waits with; closed with the stream
   */
  StreamRunner(
      Settings settings,
      Topology topology,
      Properties properties,
      Answers answers,
      RegistryPatience registry) {
    this.streams = streams(settings.serving(), topology, properties, answers);
    this.registry = registry;
    this.shutdownTimeout = settings.serving().shutdownTimeout();
    this.staysMember = !settings.serving().instanceId().isEmpty();
    streams.setUncaughtExceptionHandler(this::respond);
    streams.setStateListener((now, before) -> observe(now));
  }

  private static KafkaStreams streams(
      ServingSettings serving, Topology topology, Properties properties, Answers answers) {
    return switch (serving.groupProtocol()) {
      case CLASSIC ->
          new KafkaStreams(
              topology,
              properties,
              new HoldingClients(answers, serving.pollRecords(), serving.commitInterval()));
      case STREAMS -> new KafkaStreams(topology, properties);
    };
  }

  void start() {
    streams.start();
  }

  /** Whether every thread has run since the start. */
  boolean hasRun() {
    return hasRun;
  }

  /** The state in Kafka's word. */
  String state() {
    return streams.state().name();
  }

  Consumption consumption() {
    return Consumption.of(streams.metrics().values());
  }

  /** How long records have waited for a schema registry that is away; zero if none does. */
  Duration registryAway() {
    return registry.away();
  }

  /** What Kafka's clients and threads count of themselves. */
  MeterBinder meters() {
    return new KafkaStreamsMetrics(streams);
  }

  boolean isRunning() {
    return streams.state() == State.RUNNING;
  }

  /** Waits until every thread runs, or the stream has ended; true if it runs. */
  boolean awaitRunning() throws InterruptedException {
    settled.await();
    return isRunning();
  }

  /** Waits for the end; says why, if the stream failed. */
  Optional<String> awaitEnd() throws InterruptedException {
    ended.await();
    return Optional.ofNullable(failure);
  }

  /**
   * Stops: threads finish the record they wait for, and pass over what else they have polled, which
   * stays uncommitted for the next start. A static member keeps its partitions for its return.
   */
  @Override
  public void close() {
    streams.pause();
    registry.close();
    var membership =
        staysMember
            ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
            : CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
    if (!streams.close(
        CloseOptions.timeout(shutdownTimeout).withGroupMembershipOperation(membership))) {
      LOG.warn(
          "Not stopped within {} ms (copytaster.serving.shutdown-timeout)",
          shutdownTimeout.toMillis());
    }
    settled.countDown();
    ended.countDown();
  }

  private void observe(State now) {
    LOG.debug("Stream is {}", now);
    if (now == State.ERROR && failure == null) {
      failure = "Kafka Streams gave up; the log says why";
    }
    hasRun |= now == State.RUNNING;
    if (now == State.RUNNING || now.hasCompletedShutdown()) {
      settled.countDown();
    }
    if (now.hasCompletedShutdown()) {
      ended.countDown();
    }
  }

  private static boolean isRegistryAway(Throwable exception) {
    for (Throwable e = exception; e != null; e = e.getCause()) {
      if (e instanceof RegistryUnavailableException) {
        return true;
      }
    }
    return false;
  }

  /**
   * A broken engine labels nothing any more, and what the brokers forbid they will forbid again;
   * anything else may pass.
   */
  private StreamThreadExceptionResponse respond(Throwable exception) {
    for (Throwable e = exception; e != null; e = e.getCause()) {
      if (e instanceof EngineFailure || e instanceof LabelTimeoutException || e instanceof Error) {
        LOG.error("Cannot go on: {}", e.getMessage(), exception);
        failure = String.valueOf(e.getMessage());
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
      if (e instanceof AuthorizationException || e instanceof AuthenticationException) {
        failure =
            "Kafka refuses: " + e.getMessage() + " `copytaster acls serve` shows what it needs";
        LOG.error("Cannot go on: {}", failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
    }
    if (isRegistryAway(exception)) {
      LOG.warn("Still no schema registry: a stream thread begins again where it has committed");
    } else {
      LOG.error("A stream thread failed and is replaced", exception);
    }
    try {
      Thread.sleep(REPLACEMENT_PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
