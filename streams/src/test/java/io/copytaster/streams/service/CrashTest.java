package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A service that is killed loses nothing, and under exactly-once repeats nothing.
 *
 * <p>The long form: {@code mvn verify -pl streams -am -Dtest=CrashTest -Dcrash.kills=20
 * -Dcrash.articles=20000 -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class CrashTest {

  private static final int KILLS = Integer.getInteger("crash.kills", 3);
  private static final int ARTICLES = Integer.getInteger("crash.articles", 4_000);
  private static final int SEED = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration RECOVERY = Duration.ofSeconds(30);

  /** Every life of the service has a share of the articles before it, so that none ends early. */
  @Test
  void kill_inTheMiddle_losesAndRepeatsNothing() {
    int share = ARTICLES / (KILLS + 1);
    var random = new Random(SEED);
    try (var stream = TestStream.create("engine.batch-tokens", "64");
        var harvest = stream.harvest()) {
      List<String> sent = new ArrayList<>();
      var recoveries = new ArrayList<Long>();
      for (int kill = 1; kill <= KILLS; kill++) {
        sent.addAll(stream.sendArticles(sent.size(), sent.size() + share));
        try (var serve = ServeProcess.start(stream.values())) {
          recoveries.add(millisUntilNext(harvest));
          harvest.await(harvest.size() + random.nextInt(share / 4), PATIENCE);
          serve.kill();
        }
        assertThat(harvest.size())
            .as("labels at kill %d, which is to be in the middle (seed %d)", kill, SEED)
            .isLessThan(sent.size());
      }
      sent.addAll(stream.sendArticles(sent.size(), ARTICLES));
      try (var serve = ServeProcess.start(stream.values())) {
        recoveries.add(millisUntilNext(harvest));
        harvest.awaitKeys(ARTICLES, PATIENCE);
        assertThat(serve.isAlive()).isTrue();
      }
      System.out.println("CrashTest: ms from each start to its first label: " + recoveries);
      assertThat(harvest.toEnd().labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(harvest.deadKeys()).isEmpty();
      assertThat(recoveries.get(KILLS)).as("ms to the first label").isLessThan(RECOVERY.toMillis());
    }
  }

  /** What the dead one had committed and nobody had read yet does not count. */
  private static long millisUntilNext(Harvest harvest) {
    long start = System.nanoTime();
    int before = harvest.toEnd().size();
    harvest.await(before + 1, PATIENCE);
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }
}
