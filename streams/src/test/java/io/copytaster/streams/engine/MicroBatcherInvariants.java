package io.copytaster.streams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What must hold of a batcher after every event, told from the history of events alone. */
final class MicroBatcherInvariants {

  private record Ticket(int olderThen, int batchesThen) {}

  private final EngineOptions settings;
  private final LinkedHashSet<PendingArticle> waiting = new LinkedHashSet<>();
  private final Map<PendingArticle, Ticket> tickets = new HashMap<>();
  private int batches;
  private boolean lingering;
  private long firstCame;

  MicroBatcherInvariants(EngineOptions settings) {
    this.settings = settings;
  }

  void added(PendingArticle article, boolean deviceIdle, long now) {
    if (waiting.isEmpty()) {
      lingering = deviceIdle;
      firstCame = now;
    }
    tickets.put(article, new Ticket(waiting.size(), batches));
    waiting.add(article);
  }

  void cut(List<PendingArticle> batch) {
    oldestIsIncluded(batch);
    nobodyStarves(batch);
    nothingIsTakenTwice(batch);
    inOrderOfArrival(batch);
    if (batch.size() > 1) {
      withinTheBounds(batch);
    }
    nearestInLengthOldestFirst(batch);
    asLargeAsAllowed(batch);
    batches++;
    lingering = false;
  }

  void afterEvent(MicroBatcher batcher, boolean deviceIdle, long now) {
    nothingIsLost(batcher);
    lingersOnlyForTheFirstOnAnIdleDevice(batcher, now);
    if (deviceIdle) {
      idleDeviceOnlyLingers(now);
    }
  }

  private void oldestIsIncluded(List<PendingArticle> batch) {
    assertThat(batch).contains(waiting.iterator().next());
  }

  private void nobodyStarves(List<PendingArticle> batch) {
    for (PendingArticle article : batch) {
      Ticket ticket = Objects.requireNonNull(tickets.get(article));
      assertThat(batches - ticket.batchesThen())
          .as("batches that %s waited for", article)
          .isLessThanOrEqualTo(ticket.olderThen());
    }
  }

  private void nothingIsTakenTwice(List<PendingArticle> batch) {
    for (PendingArticle article : batch) {
      assertThat(waiting.remove(article)).as("%s was waiting", article).isTrue();
    }
  }

  private void inOrderOfArrival(List<PendingArticle> batch) {
    assertThat(batch).extracting(PendingArticle::arrival).isSorted();
  }

  private void withinTheBounds(List<PendingArticle> batch) {
    int padded = batch.size() * longest(batch);
    int padding = padded - batch.stream().mapToInt(PendingArticle::length).sum();
    assertThat(padded).as("padded tokens").isLessThanOrEqualTo(settings.batchTokens());
    assertThat(batch.size()).as("rows").isLessThanOrEqualTo(settings.batchArticles());
    assertThat((double) padding)
        .as("padding of %d padded tokens", padded)
        .isLessThanOrEqualTo(
            settings.paddingShare() * Math.max(padded, settings.batchTokens() / 4.0));
  }

  private void nearestInLengthOldestFirst(List<PendingArticle> batch) {
    int shortest = batch.stream().mapToInt(PendingArticle::length).min().orElseThrow();
    int longest = longest(batch);
    Map<Integer, Long> newestTaken = new HashMap<>();
    batch.forEach(taken -> newestTaken.put(taken.length(), taken.arrival()));
    assertThat(waiting)
        .as("left out of a batch of %d..%d tokens", shortest, longest)
        .noneMatch(left -> left.length() > shortest && left.length() < longest)
        .noneMatch(left -> left.arrival() < newestTaken.getOrDefault(left.length(), -1L));
  }

  private void asLargeAsAllowed(List<PendingArticle> batch) {
    var shape =
        new BatchShape(
            batch.size(), longest(batch), batch.stream().mapToInt(PendingArticle::length).sum());
    assertThat(waiting).noneMatch(left -> settings.admits(shape.with(left.length())));
  }

  private void nothingIsLost(MicroBatcher batcher) {
    assertThat(batcher.articles()).isEqualTo(waiting.size());
    assertThat(batcher.tokens())
        .isEqualTo(waiting.stream().mapToLong(PendingArticle::length).sum());
    assertThat(batcher.isEmpty()).isEqualTo(waiting.isEmpty());
  }

  private void lingersOnlyForTheFirstOnAnIdleDevice(MicroBatcher batcher, long now) {
    assertThat(batcher.nanosUntilReady(now))
        .isEqualTo(waiting.isEmpty() ? Long.MAX_VALUE : lingerLeft(now));
    assertThat(batcher.isReady(now)).isEqualTo(!waiting.isEmpty() && lingerLeft(now) == 0);
  }

  private void idleDeviceOnlyLingers(long now) {
    assertThat(waiting.isEmpty() || lingerLeft(now) > 0)
        .as("an idle device with %d waiting lingers", waiting.size())
        .isTrue();
  }

  private long lingerLeft(long now) {
    long tokens = waiting.stream().mapToLong(PendingArticle::length).sum();
    boolean full = tokens >= settings.batchTokens() || waiting.size() >= settings.batchArticles();
    return !lingering || full ? 0 : Math.max(0, firstCame + settings.linger().toNanos() - now);
  }

  private static int longest(List<PendingArticle> batch) {
    return batch.stream().mapToInt(PendingArticle::length).max().orElseThrow();
  }

  /** Nothing is left once the batcher has been emptied. */
  void everythingWasCut() {
    assertThat(waiting).isEmpty();
  }
}
