package io.copytaster.streams.cli;

import io.copytaster.model.train.Measurement;
import io.copytaster.model.train.TrainingProgress;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a training goes, in words.
 *
 * @param epochs of the whole training
 * @param first the first progress of this process, since when the pace is counted
 * @param since when that was, in nanoseconds of any clock
 */
record TrainingLines(int epochs, TrainingProgress first, long since) {

  private static final double NANOS = 1e9;

  /** Epoch, loss, pace and the latest accuracy: what a bar has no place for. */
  String beside(TrainingProgress progress, long now, @Nullable Measurement latest) {
    return format(
        "epoch %d/%d  loss %.3f  %,.0f articles/s%s",
        progress.epoch(),
        epochs,
        progress.loss(),
        (progress.articles() - first.articles()) / seconds(now),
        latest == null ? "" : format("  accuracy %.2f %%", 100 * latest.accuracy()));
  }

  /** All of it in a line. */
  String line(TrainingProgress progress, long now, @Nullable Measurement latest) {
    return format(
        "step %,d of %,d  %s  %s left",
        progress.step(), progress.steps(), beside(progress, now, latest), left(progress, now));
  }

  private String left(TrainingProgress progress, long now) {
    long taken = progress.step() - first.step();
    if (taken == 0) {
      return "unknown time";
    }
    double each = seconds(now) / taken;
    var left = Duration.ofSeconds(Math.round(each * (progress.steps() - progress.step())));
    return format("%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart());
  }

  private double seconds(long now) {
    return Math.max(1e-9, (now - since) / NANOS);
  }

  /** One measurement. */
  static String measured(Measurement measurement, int epoch) {
    return format(
        "epoch %d  step %,d  accuracy %.2f %%  macro-F1 %.2f %%  NLL %.4f  ECE %.2f %%"
            + "  temperature %.3f%s",
        epoch,
        measurement.step(),
        100 * measurement.accuracy(),
        100 * measurement.macroF1(),
        measurement.negativeLogLikelihood(),
        100 * measurement.expectedCalibrationError(),
        measurement.temperature(),
        measurement.best() ? "  best, saved" : "");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
