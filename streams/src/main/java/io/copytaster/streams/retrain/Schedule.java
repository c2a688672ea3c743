package io.copytaster.streams.retrain;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a run is due: it is told the time, and keeps none.
 *
 * <p>Whatever the occasion, a run needs new reviewed articles enough. Without any other occasion
 * these are the occasion.
 */
public final class Schedule {

  /**
   * All that is asked.
   *
   * @param now the time
   * @param since when the last run began, or where there was none the sidecar
   * @param fresh reviewed articles that no run has seen
   * @param drifting whether the stream no longer looks like the training
   */
  public record Moment(Instant now, Instant since, long fresh, boolean drifting) {}

  private final @Nullable Duration every;
  private final @Nullable Cron cron;
  private final boolean onDrift;
  private final long fewest;
  private final ZoneId zone;

  private Schedule(
      @Nullable Duration every, @Nullable Cron cron, boolean onDrift, long fewest, ZoneId zone) {
    this.every = every;
    this.cron = cron;
    this.onDrift = onDrift;
    this.fewest = fewest;
    this.zone = zone;
  }

  /**
   * A run as soon as there are so many reviewed articles.
   *
   * @param zone the one that cron expressions are in
   */
  public static Schedule whenReviewed(long fewest, ZoneId zone) {
    return new Schedule(null, null, false, fewest, zone);
  }

  /** The same, and not before this time has passed since the last run began. */
  public Schedule every(Duration period) {
    return new Schedule(period, cron, onDrift, fewest, zone);
  }

  /**
   * The same, and at the times of a cron expression with five fields, as crontab has them.
   *
   * @throws IllegalArgumentException if it is none, saying why
   */
  public Schedule cron(String expression) {
    var unix = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
    Cron parsed = new CronParser(unix).parse(expression).validate();
    return new Schedule(every, parsed, onDrift, fewest, zone);
  }

  /** The same, and when the stream drifts. */
  public Schedule onDrift() {
    return new Schedule(every, cron, true, fewest, zone);
  }

  /** Why a run is due at this moment, in words; empty if none is. */
  public Optional<String> due(Moment moment) {
    if (moment.fresh() < fewest) {
      return Optional.empty();
    }
    if (onDrift && moment.drifting()) {
      return Optional.of("the stream drifts");
    }
    if (every != null && !moment.now().isBefore(moment.since().plus(every))) {
      return Optional.of("the last run began at " + moment.since());
    }
    if (cron != null && !moment.now().isBefore(next(cron, moment.since()).orElse(Instant.MAX))) {
      return Optional.of("it is time by " + cron.asString());
    }
    boolean otherOccasions = onDrift || every != null || cron != null;
    return otherOccasions
        ? Optional.empty()
        : Optional.of("%,d reviewed articles are new".formatted(moment.fresh()));
  }

  private Optional<Instant> next(Cron times, Instant after) {
    return ExecutionTime.forCron(times)
        .nextExecution(after.atZone(zone))
        .map(java.time.ZonedDateTime::toInstant);
  }
}
