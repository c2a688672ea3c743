package io.copytaster.streams.engine;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/** A batcher, a device and a stream of articles on a simulated clock; all drawn from one seed. */
final class MicroBatcherSimulation {

  private static final int ARTICLES = 400;
  private static final long NEVER = Long.MAX_VALUE;

  private static final List<ToIntFunction<Random>> LENGTHS =
      List.of(
          Fixtures::newsLength,
          random -> 1 + random.nextInt(512),
          random -> random.nextInt(10) == 0 ? 512 : 8 + random.nextInt(4),
          random -> 40);

  private final Random random;
  private final EngineOptions settings;
  private final MicroBatcher batcher;
  private final MicroBatcherInvariants invariants;
  private final ToIntFunction<Random> lengths;
  private final long meanGap;

  private long arrivals;
  private long now;
  private long nextArrival;
  private long deviceFree = NEVER;

  MicroBatcherSimulation(long seed) {
    this.random = new Random(seed);
    int batchTokens = 1 << (4 + random.nextInt(9));
    this.settings =
        new EngineOptions(
            batchTokens,
            1 + random.nextInt(256),
            batchTokens,
            random.nextInt(4) * 0.1,
            0,
            Duration.ofNanos(random.nextInt(3) * 1_000_000L),
            Duration.ZERO);
    this.batcher = new MicroBatcher(settings);
    this.invariants = new MicroBatcherInvariants(settings);
    this.lengths = LENGTHS.get(random.nextInt(LENGTHS.size()));
    this.meanGap = 1L << (10 + random.nextInt(14));
    this.now = random.nextLong() >>> 2;
    this.nextArrival = now;
  }

  /** Runs until every article has been cut; every event is followed by every check. */
  void run() {
    while (arrivals < ARTICLES || !batcher.isEmpty()) {
      now = nextEvent();
      if (now == deviceFree) {
        deviceFree = NEVER;
      }
      if (now == nextArrival) {
        arrive();
      }
      if (deviceIsIdle() && batcher.isReady(now)) {
        cut();
      }
      invariants.afterEvent(batcher, deviceIsIdle(), now);
    }
    invariants.everythingWasCut();
  }

  private long nextEvent() {
    long wait = batcher.nanosUntilReady(now);
    long lingered = deviceIsIdle() && wait != NEVER ? now + wait : NEVER;
    return Math.min(Math.min(nextArrival, deviceFree), lingered);
  }

  private boolean deviceIsIdle() {
    return deviceFree == NEVER;
  }

  /** One article, now and then a crowd, as a poll brings it. */
  private void arrive() {
    long crowd = random.nextInt(20) == 0 ? random.nextInt(200) : 1;
    for (long i = 0; i < crowd && arrivals < ARTICLES; i++) {
      var article = Fixtures.pending(arrivals++, lengths.applyAsInt(random));
      batcher.add(article, deviceIsIdle(), now);
      invariants.added(article, deviceIsIdle(), now);
    }
    nextArrival =
        arrivals == ARTICLES ? NEVER : now + 1 + (long) (meanGap * -Math.log(random.nextDouble()));
  }

  private void cut() {
    var batch = batcher.next(now);
    invariants.cut(batch);
    int longest = batch.stream().mapToInt(PendingArticle::length).max().orElseThrow();
    deviceFree = now + 1_400_000 + 30_000L * longest * batch.size();
  }

  @Override
  public String toString() {
    return settings + ", one article each " + meanGap + " ns";
  }
}
