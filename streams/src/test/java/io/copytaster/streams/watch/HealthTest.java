package io.copytaster.streams.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthTest {

  private static final Duration HUNG = Duration.ofSeconds(16);
  private static final Duration UNREADY = Duration.ofSeconds(30);
  private static final Health HEALTH = new Health(HUNG, UNREADY);

  @Test
  void runningAndIdle_isWell() {
    for (Probe probe : Probe.values()) {
      assertThat(HEALTH.of(probe, running(0, 3, 0)).isWell()).isTrue();
    }
  }

  @Test
  void notYetRun_isAlive_neitherStartedNorReady() {
    var signs = stream(false, "REBALANCING", false, true);
    assertThat(HEALTH.of(Probe.LIVE, signs)).isEqualTo(Verdict.WELL);
    assertThat(HEALTH.of(Probe.STARTED, signs).reasons())
        .containsExactly("the stream is REBALANCING and has not run yet");
    assertThat(HEALTH.of(Probe.READY, signs).reasons())
        .containsExactly("the stream is REBALANCING");
  }

  @Test
  void rebalancingLater_isStarted_notReady() {
    var signs = stream(true, "REBALANCING", false, true);
    assertThat(HEALTH.of(Probe.STARTED, signs)).isEqualTo(Verdict.WELL);
    assertThat(HEALTH.of(Probe.READY, signs).isWell()).isFalse();
  }

  @Test
  void withoutBrokers_isAlive_notReady() {
    var signs = stream(true, "RUNNING", true, false);
    assertThat(HEALTH.of(Probe.LIVE, signs)).isEqualTo(Verdict.WELL);
    assertThat(HEALTH.of(Probe.READY, signs).reasons()).containsExactly("no broker is connected");
  }

  @Test
  void deviceInALongBatch_isAliveUpToTheBound_andDeadBeyond() {
    assertThat(HEALTH.of(Probe.LIVE, computing(HUNG)).isWell()).isTrue();
    var hung = computing(HUNG.plusMillis(1));
    assertThat(HEALTH.of(Probe.LIVE, hung).reasons())
        .containsExactly(
            "the device has been at one thing for 16001 ms, more than 16000 (twice"
                + " engine.deadline)");
    assertThat(HEALTH.of(Probe.READY, hung).isWell()).isFalse();
  }

  @Test
  void brokenEngine_isDead() {
    var signs =
        new Signs(
            "no memory",
            Duration.ZERO,
            true,
            "RUNNING",
            true,
            true,
            Duration.ZERO,
            3,
            0,
            Duration.ZERO);
    assertThat(HEALTH.of(Probe.LIVE, signs).reasons())
        .containsExactly("the device takes no more articles: no memory");
  }

  @Test
  void recordsWaitAndNoneIsTaken_isUnready() {
    assertThat(HEALTH.of(Probe.READY, running(1_200, 3, 30)).isWell()).isTrue();
    assertThat(HEALTH.of(Probe.READY, running(1_200, 3, 31)).reasons())
        .containsExactly(
            "1,200 records wait and none was taken for 31000 ms, more than 30000"
                + " (http.unready-after)");
    assertThat(HEALTH.of(Probe.LIVE, running(1_200, 3, 31)).isWell()).isTrue();
  }

  @Test
  void registryAway_isAlive_notReady() {
    var away = Duration.ofSeconds(4);
    var signs =
        new Signs("", Duration.ZERO, true, "RUNNING", true, true, away, 3, 7, Duration.ZERO);
    assertThat(HEALTH.of(Probe.LIVE, signs)).isEqualTo(Verdict.WELL);
    assertThat(HEALTH.of(Probe.READY, signs).reasons())
        .containsExactly("the schema registry has been away for 4000 ms (registry.url)");
  }

  @Test
  void quietTopic_orNoPartitions_isReady() {
    assertThat(HEALTH.of(Probe.READY, running(0, 3, 100_000)).isWell()).isTrue();
    assertThat(HEALTH.of(Probe.READY, running(0, 0, 100_000)).isWell()).isTrue();
  }

  private static Signs running(long lag, int partitions, long idleSeconds) {
    return new Signs(
        "",
        Duration.ZERO,
        true,
        "RUNNING",
        true,
        true,
        Duration.ZERO,
        partitions,
        lag,
        Duration.ofSeconds(idleSeconds));
  }

  private static Signs computing(Duration computing) {
    return new Signs(
        "", computing, true, "RUNNING", true, true, Duration.ZERO, 3, 0, Duration.ZERO);
  }

  private static Signs stream(boolean hasRun, String state, boolean running, boolean connected) {
    return new Signs(
        "", Duration.ZERO, hasRun, state, running, connected, Duration.ZERO, 3, 0, Duration.ZERO);
  }
}
