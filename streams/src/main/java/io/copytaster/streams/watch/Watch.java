package io.copytaster.streams.watch;

import io.copytaster.streams.config.HttpSettings;
import io.copytaster.streams.telemetry.Meters;
import io.copytaster.streams.telemetry.ResidentMemory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of a process, and a listener where they and its health can be asked for from the very
 * start on. Without a port there are meters, which only the log's summary shows.
 */
public final class Watch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final MeterRegistry registry;
  private final Deque<AutoCloseable> bound = new ArrayDeque<>();
  private final @Nullable HttpListener listener;
  private volatile HealthSource source =
      probe -> probe == Probe.LIVE ? Verdict.WELL : Verdict.because("it is starting");

  private Watch() {
    this.registry = new SimpleMeterRegistry();
    this.listener = null;
  }

  private Watch(HttpSettings settings) throws IOException {
    var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    this.registry = prometheus;
    this.listener =
        HttpListener.open(
            settings.host(), settings.port(), prometheus::scrape, probe -> source.verdict(probe));
    process().forEach(this::bind);
    Meters.gauge(registry, Meters.RESIDENT_MEMORY, ResidentMemory::bytes);
  }

  /**
   * Listens, if there is a port.
   *
   * @throws IOException if it cannot be listened on
   */
  public static Watch open(HttpSettings settings) throws IOException {
    return settings.port() == 0 ? new Watch() : new Watch(settings);
  }

  private static List<MeterBinder> process() {
    return List.of(
        new JvmMemoryMetrics(),
        new JvmGcMetrics(),
        new JvmThreadMetrics(),
        new ClassLoaderMetrics(),
        new ProcessorMetrics(),
        new FileDescriptorMetrics(),
        new UptimeMetrics());
  }

  /** Of all meters. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Where it listens, if it does. */
  public Optional<URI> address() {
    return Optional.ofNullable(listener).map(HttpListener::address);
  }

  /** From now on health is what this one says of it. */
  public void follow(HealthSource health) {
    this.source = health;
  }

  /** Shows somebody else's meters too, if anybody can ask for them. */
  public void bind(MeterBinder binder) {
    if (registry instanceof PrometheusMeterRegistry) {
      binder.bindTo(registry);
      if (binder instanceof AutoCloseable closeable) {
        bound.push(closeable);
      }
    }
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
    for (AutoCloseable each : bound) {
      try {
        each.close();
      } catch (Exception e) {
        LOG.debug("{} does not close", each, e);
      }
    }
    registry.close();
  }
}
