package io.copytaster.streams.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.streams.retrain.Schedule.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** When a run is due, told the time. */
class ScheduleTest {

  private static final Schedule HUNDRED = Schedule.whenReviewed(100, ZoneOffset.UTC);

  private static Moment at(String now, long fresh) {
    return new Moment(Instant.parse(now), Instant.parse("2026-03-01T12:00:00Z"), fresh, false);
  }

  @Test
  void reviewedArticles_areAnOccasion_whereThereIsNoOther() {
    assertThat(HUNDRED.due(at("2026-03-01T12:00:01Z", 99))).isEmpty();
    assertThat(HUNDRED.due(at("2026-03-01T12:00:01Z", 100)))
        .contains("100 reviewed articles are new");
  }

  @Test
  void every_waitsForItsPeriod_andForReviewedArticles() {
    var schedule = HUNDRED.every(Duration.ofHours(6));
    assertThat(schedule.due(at("2026-03-01T17:59:59Z", 5_000))).isEmpty();
    assertThat(schedule.due(at("2026-03-01T18:00:00Z", 100))).isPresent();
    assertThat(schedule.due(at("2026-03-09T18:00:00Z", 99))).isEmpty();
  }

  @Test
  void cron_isDueAtItsTime_orAsSoonAsSomebodyLooks() {
    var schedule = HUNDRED.cron("0 3 * * *");
    assertThat(schedule.due(at("2026-03-02T02:59:59Z", 200))).isEmpty();
    assertThat(schedule.due(at("2026-03-02T03:00:00Z", 200))).contains("it is time by 0 3 * * *");
    assertThat(schedule.due(at("2026-03-05T08:00:00Z", 200))).isPresent();
  }

  @Test
  void cron_isInItsZone() {
    var schedule = Schedule.whenReviewed(1, ZoneId.of("Europe/Copenhagen")).cron("0 3 * * *");
    assertThat(schedule.due(at("2026-03-02T01:59:59Z", 200))).isEmpty();
    assertThat(schedule.due(at("2026-03-02T02:00:00Z", 200))).isPresent();
  }

  @Test
  void cron_thatIsNone_saysWhy() {
    assertThatThrownBy(() -> HUNDRED.cron("0 25 * * *"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("25");
    assertThatThrownBy(() -> HUNDRED.cron("every day"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void drift_isDueAtOnce_butNotWithoutReviewedArticles() {
    var schedule = HUNDRED.onDrift();
    var now = Instant.parse("2026-03-01T12:00:01Z");
    assertThat(schedule.due(new Moment(now, now, 100, true))).contains("the stream drifts");
    assertThat(schedule.due(new Moment(now, now, 99, true))).isEmpty();
    assertThat(schedule.due(new Moment(now, now, 5_000, false))).isEmpty();
  }

  @Test
  void anyOccasion_suffices() {
    var schedule = HUNDRED.every(Duration.ofHours(6)).cron("30 12 * * *").onDrift();
    assertThat(schedule.due(at("2026-03-01T12:29:59Z", 200))).isEmpty();
    assertThat(schedule.due(at("2026-03-01T12:30:00Z", 200))).isPresent();
  }
}
