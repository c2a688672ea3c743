package io.copytaster.streams.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the waiting articles are computed together, and when.
 *
 * <p>Every batch holds the oldest article, so that an article waits for at most as many batches as
 * there were articles before it. The rest of the batch is filled with those nearest to the oldest
 * in length, the older first, while {@link EngineOptions#admits the settings} allow the shape. An
 * outlier therefore goes with few or none, and keeps nobody else waiting for more than its own
 * turn.
 *
 * <p>Articles wait in one line per length. All that is ever taken is the head of a line, so adding
 * and taking cost the logarithm of the number of different lengths; finding the oldest, once a
 * batch, costs a look at every head.
 *
 * <p>Not thread-safe. Time is nanoseconds from any origin, as {@link System#nanoTime} has it.
 */
final class MicroBatcher {

  private static final Comparator<PendingArticle> BY_ARRIVAL =
      Comparator.comparingLong(PendingArticle::arrival);

  private final EngineOptions settings;
  private final EngineOptions halved;
  private final NavigableMap<Integer, ArrayDeque<PendingArticle>> lines = new TreeMap<>();
  private int articles;
  private long tokens;
  private long lingerEnds;

  MicroBatcher(EngineOptions settings) {
    this.settings = settings;
    this.halved = settings.halved();
  }

  /** All of these in batches, in the order in which they would be taken. */
  static List<List<PendingArticle>> batches(EngineOptions settings, List<PendingArticle> articles) {
    var batcher = new MicroBatcher(settings);
    articles.forEach(article -> batcher.add(article, false, 0));
    var batches = new ArrayList<List<PendingArticle>>();
    while (!batcher.isEmpty()) {
      batches.add(batcher.next(0));
    }
    return batches;
  }

  /**
   * Lets an article wait.
   *
   * @param article submitted after all that were added before
   * @param deviceIdle whether the device computes nothing now; only then does the first to come
   *     linger for companions
   */
  void add(PendingArticle article, boolean deviceIdle, long now) {
    if (articles == 0) {
      lingerEnds = deviceIdle ? now + settings.linger().toNanos() : now;
    }
    lines.computeIfAbsent(article.length(), length -> new ArrayDeque<>()).add(article);
    articles++;
    tokens += article.length();
  }

  boolean isEmpty() {
    return articles == 0;
  }

  int articles() {
    return articles;
  }

  /** Tokens of all that wait, padding not included. */
  long tokens() {
    return tokens;
  }

  /** Whether a free device should take a batch now. */
  boolean isReady(long now) {
    return nanosUntilReady(now) == 0;
  }

  /** How long a free device should wait for companions; {@link Long#MAX_VALUE} if nobody waits. */
  long nanosUntilReady(long now) {
    if (articles == 0) {
      return Long.MAX_VALUE;
    }
    if (articles >= settings.batchArticles() || tokens >= settings.batchTokens()) {
      return 0;
    }
    return Math.max(0, lingerEnds - now);
  }

  /** Takes the next batch, in order of arrival; empty if nobody waits. */
  List<PendingArticle> next(long now) {
    return next(now, settings);
  }

  /** As {@link #next}, a batch of half the size, since the articles have waited for an errand. */
  List<PendingArticle> nextAfterErrand(long now) {
    return next(now, halved);
  }

  private List<PendingArticle> next(long now, EngineOptions bounds) {
    var batch = new ArrayList<PendingArticle>();
    if (articles == 0) {
      return batch;
    }
    lingerEnds = now;
    int length = lengthOfOldest();
    var shape = BatchShape.of(length);
    batch.add(takeFrom(length));
    int nearest;
    while ((nearest = nearestAdmitted(shape, length, bounds)) > 0) {
      shape = shape.with(nearest);
      batch.add(takeFrom(nearest));
    }
    batch.sort(BY_ARRIVAL);
    return batch;
  }

  /** Takes everything, in order of arrival. */
  List<PendingArticle> drain() {
    var all = new ArrayList<PendingArticle>(articles);
    lines.values().forEach(all::addAll);
    lines.clear();
    articles = 0;
    tokens = 0;
    all.sort(BY_ARRIVAL);
    return all;
  }

  private int lengthOfOldest() {
    return lines.values().stream().map(ArrayDeque::element).min(BY_ARRIVAL).orElseThrow().length();
  }

  /** The waiting length nearest to this one that the shape may grow by; 0 if there is none. */
  private int nearestAdmitted(BatchShape shape, int length, EngineOptions bounds) {
    int shorter = admitted(bounds, shape, lines.floorEntry(length));
    int longer = admitted(bounds, shape, lines.higherEntry(length));
    if (shorter == 0 || longer == 0) {
      return Math.max(shorter, longer);
    }
    return longer - length < length - shorter ? longer : shorter;
  }

  private static int admitted(
      EngineOptions bounds,
      BatchShape shape,
      Map.@Nullable Entry<Integer, ArrayDeque<PendingArticle>> line) {
    return line != null && bounds.admits(shape.with(line.getKey())) ? line.getKey() : 0;
  }

  private PendingArticle takeFrom(int length) {
    var line = Objects.requireNonNull(lines.get(length));
    PendingArticle article = line.remove();
    if (line.isEmpty()) {
      lines.remove(length);
    }
    articles--;
    tokens -= length;
    return article;
  }
}
