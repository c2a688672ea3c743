package io.copytaster.streams.shadow;

import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.config.ShadowSettings;
import io.copytaster.streams.engine.Labelling;
import io.copytaster.streams.shadow.ShadowBatch.Computed;
import io.copytaster.streams.shadow.ShadowMeters.Outcome;
import io.copytaster.streams.topology.LabelObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a challenger label a sample of the articles that the champion has labelled.
 *
 * <p>What the champion's thread does for it is to put an article into a bounded queue, or to count
 * it as shed. A thread of its own tokenizes and publishes; the device computes a small batch when
 * it is idle, so an article that comes just then waits for that batch and no more.
 */
public final class ShadowLabeler implements LabelObserver, AutoCloseable {

  /** So few that the device is free again in the time of a few articles. */
  static final int BATCH_ARTICLES = 4;

  private static final Logger LOG = LoggerFactory.getLogger(ShadowLabeler.class);

  /** How long a batch waits for an idle moment before it is shed. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  private final ShadowSample sample;
  private final BlockingQueue<ShadowedArticle> queue;
  private final IdleDevice device;
  private final Consumer<LabeledNews> output;
  private final ShadowMeters meters;
  private final Thread thread;

  /** Held by whoever uses the challenger; guards it. */
  private final Object use = new Object();

  private volatile @Nullable Challenger challenger;

  private ShadowLabeler(
      ShadowSettings settings,
      IdleDevice device,
      Consumer<LabeledNews> output,
      MeterRegistry registry) {
    this.sample = new ShadowSample(settings.share());
    this.queue = new ArrayBlockingQueue<>(settings.queueArticles());
    this.device = device;
    this.output = output;
    this.meters = new ShadowMeters(registry);
    this.thread = new Thread(this::work, "copytaster-shadow");
    thread.setDaemon(true);
  }

  /**
   * Starts, without a challenger yet.
   *
   * @param device the champion's; must outlive this
   * @param output takes the challenger's labels, on a thread that may wait
   */
  public static ShadowLabeler start(
      ShadowSettings settings,
      IdleDevice device,
      Consumer<LabeledNews> output,
      MeterRegistry registry) {
    var labeler = new ShadowLabeler(settings, device, output, registry);
    labeler.thread.start();
    return labeler;
  }

  /**
   * From now on this is the challenger, or none. When it returns, nobody uses the one before any
   * more, and it may be closed; it waits for a batch that is being computed.
   */
  public void challenge(@Nullable Challenger next) {
    synchronized (use) {
      challenger = next;
      meters.begin();
    }
  }

  @Override
  public void labelled(RawNews news, Labelling champion, Tokens tokens) {
    if (challenger == null || !sample.includes(news.getId())) {
      return;
    }
    var prediction = champion.prediction();
    var article =
        new ShadowedArticle(news, prediction.label(), prediction.score(), System.nanoTime());
    if (!queue.offer(article)) {
      meters.count(Outcome.SHED_QUEUE_FULL, 1);
    }
  }

  /** Gives up what waits and ends the thread. */
  @Override
  public void close() {
    challenge(null);
    thread.interrupt();
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, LAST_WAIT.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    var articles = new ArrayList<ShadowedArticle>();
    try {
      while (true) {
        articles.clear();
        articles.add(queue.take());
        queue.drainTo(articles, BATCH_ARTICLES - 1);
        label(List.copyOf(articles));
      }
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("The shadow ends");
    }
  }

  private void label(List<ShadowedArticle> articles) throws InterruptedException {
    try {
      meters.count(outcome(articles), articles.size());
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      meters.count(Outcome.FAILED, articles.size());
      LOG.warn("{} articles were not labelled in the shadow: {}", articles.size(), e.toString());
      LOG.debug("Where it failed", e);
    }
  }

  private Outcome outcome(List<ShadowedArticle> articles) throws InterruptedException {
    Challenger asked = challenger;
    ShadowBatch batch;
    synchronized (use) {
      if (asked == null || asked != challenger) {
        return Outcome.SHED_REPLACED;
      }
      batch = ShadowBatch.tokenized(asked, articles);
    }
    Optional<Computed> computed;
    try {
      computed = device.whenIdle(() -> compute(batch), PATIENCE).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ChallengerException failure) {
        throw failure;
      }
      return Outcome.SHED_DEVICE;
    }
    if (computed.isEmpty()) {
      return Outcome.SHED_REPLACED;
    }
    for (int i = 0; i < batch.size(); i++) {
      output.accept(batch.event(i, computed.get()));
      meters.compare(articles.get(i), computed.get().predictions().get(i));
    }
    return Outcome.LABELED;
  }

  /** On the device's thread; empty if there is another challenger by now. */
  private Optional<Computed> compute(ShadowBatch batch) {
    synchronized (use) {
      return batch.challenger() == challenger ? Optional.of(batch.compute()) : Optional.empty();
    }
  }
}
