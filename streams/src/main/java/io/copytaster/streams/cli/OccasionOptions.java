package io.copytaster.streams.cli;

import io.copytaster.streams.retrain.Schedule;
import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When to retrain. */
final class OccasionOptions {

  private static final Pattern PERIOD = Pattern.compile("(\\d{1,6})([mhd])");

  @Option(
      names = "--once",
      description = "Go on with a run that was left, or make one, and end with its verdict.")
  private boolean once;

  @Option(
      names = "--every",
      paramLabel = "6h",
      description = "As soon as this has passed since the last run began: minutes, hours or days.")
  private @Nullable String every;

  @Option(
      names = "--cron",
      paramLabel = "EXPR",
      description = "At these times, as crontab has them, in this machine's time zone.")
  private @Nullable String cron;

  @Option(
      names = "--on-drift",
      description = "When the stream no longer looks like the champion's training.")
  private boolean onDrift;

  @Option(
      names = "--min-reviewed",
      paramLabel = "N",
      description =
          "Not before so many reviewed articles are new (retrain.min-reviewed); without --once,"
              + " --every, --cron and --on-drift, as soon as they are.")
  private @Nullable String minReviewed;

  void addTo(Shortcuts shortcuts) {
    shortcuts.set("retrain.min-reviewed", minReviewed);
  }

  boolean isOnce() {
    return once;
  }

  /** Whether drift is to be watched. */
  boolean watchesDrift() {
    return onDrift;
  }

  /**
   * @throws IllegalArgumentException if the options contradict each other, or name no occasion
   */
  void requireSensible(boolean dryRun) {
    boolean repeats = every != null || cron != null || onDrift;
    if (once && repeats) {
      throw new IllegalArgumentException(
          "--once makes one run now; --every, --cron and --on-drift say when to make more");
    }
    if (!once && !repeats && minReviewed == null && !dryRun) {
      throw new IllegalArgumentException(
          "say when: --once, --every 6h, --cron \"0 3 * * *\", --on-drift or --min-reviewed N");
    }
  }

  /**
   * @throws IllegalArgumentException if a period or an expression is none
   */
  Schedule schedule(long fewest) {
    var schedule = Schedule.whenReviewed(fewest, ZoneId.systemDefault());
    if (every != null) {
      schedule = schedule.every(period(every));
    }
    if (cron != null) {
      schedule = cron(schedule, cron);
    }
    return onDrift ? schedule.onDrift() : schedule;
  }

  private static Schedule cron(Schedule schedule, String expression) {
    try {
      return schedule.cron(expression);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--cron is no time as crontab has it: %s (%s)".formatted(expression, e.getMessage()), e);
    }
  }

  private static Duration period(String text) {
    Matcher parts = PERIOD.matcher(text.strip());
    long number = parts.matches() ? Long.parseLong(parts.group(1)) : 0;
    if (number == 0) {
      throw new IllegalArgumentException("--every must be such as 30m, 6h or 1d: " + text);
    }
    return switch (parts.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
