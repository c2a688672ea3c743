package io.copytaster.streams.service;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.AnnouncementListener;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.shadow.Challenger;
import io.copytaster.streams.shadow.ShadowLabeler;
import io.copytaster.streams.shadow.ShadowProducer;
import io.copytaster.streams.slot.ServedModel;
import io.copytaster.streams.swap.ModelLoader;
import io.copytaster.streams.topology.LabelObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The challenger of one instance: loaded when it is announced, and asked in idle moments. */
final class Shadowing implements AnnouncementListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Shadowing.class);
  private static final Duration LAST_WAIT = Duration.ofSeconds(5);

  private final InferenceEngine engine;
  private final ModelLoader loader;
  private final MeterRegistry registry;
  private final ShadowProducer producer;
  private final ShadowLabeler labeler;
  private final ExecutorService loading =
      Executors.newSingleThreadExecutor(
          task -> {
            var thread = new Thread(task, "copytaster-challenger");
            thread.setDaemon(true);
            return thread;
          });

  /** Confined to the loading thread, and afterwards to whoever closes. */
  private @Nullable ServedModel model;

  private Shadowing(
      Settings settings, InferenceEngine engine, ModelLoader loader, MeterRegistry registry) {
    this.engine = engine;
    this.loader = loader;
    this.registry = registry;
    this.producer =
        new ShadowProducer(
            settings, new AvroEncoder<>(WireFormats.of(settings.registry()), LabeledNews.class));
    this.labeler = ShadowLabeler.start(settings.shadow(), engine::whenIdle, producer, registry);
  }

  /** Starts without a challenger; to be closed before the engine. */
  static Shadowing start(
      Settings settings, InferenceEngine engine, ModelLoader loader, MeterRegistry registry) {
    return new Shadowing(settings, engine, loader, registry);
  }

  LabelObserver observer() {
    return labeler;
  }

  /** Lets an announced challenger label as soon as it is ready; returns at once. */
  @Override
  public void announced(ModelAnnouncement announcement) {
    loading.execute(() -> load(announcement));
  }

  /** Nobody labels in the shadow any more, as soon as what is being computed is done. */
  @Override
  public void withdrawn() {
    loading.execute(
        () -> {
          labeler.challenge(null);
          release();
        });
  }

  private void load(ModelAnnouncement announcement) {
    if (model != null && model.model().equals(announcement.getModel())) {
      return;
    }
    try {
      ServedModel next = loader.load(announcement, engine, registry);
      labeler.challenge(new Challenger(next, next::tokenize));
      release();
      model = next;
      LOG.info("Challenger {} labels in the shadow", next.model());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.warn("Challenger {} cannot be had: {}", announcement.getModel(), e.getMessage());
    }
  }

  private void release() {
    if (model != null) {
      model.close();
      model = null;
    }
  }

  @Override
  public void close() {
    labeler.close();
    loading.shutdownNow();
    try {
      if (loading.awaitTermination(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
