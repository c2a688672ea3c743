package io.copytaster.streams.cli;

import io.copytaster.model.train.Measurement;
import io.copytaster.model.train.TrainingListener;
import io.copytaster.model.train.TrainingProgress;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A training for people: a line each measurement, and what lies between as a bar, or where there is
 * no terminal as a line every ten seconds.
 */
final class TrainScreen implements TrainingListener, AutoCloseable {

  private static final long NANOS_BETWEEN_LINES = 10_000_000_000L;

  private final BarBelow bar;
  private final int epochs;
  private final LongSupplier clock;
  private @Nullable TrainingLines lines;
  private @Nullable Measurement latest;
  private int epoch = 1;
  private long lastLine;

  /**
   * @param clock in nanoseconds
   */
  TrainScreen(BarBelow bar, int epochs, LongSupplier clock) {
    this.bar = bar;
    this.epochs = epochs;
    this.clock = clock;
    this.lastLine = clock.getAsLong();
  }

  @Override
  public void prepared(String what, long done, long total) {
    bar.stepTo(what, done, total, "");
    if (done == total || isTimeForALine()) {
      say(String.format(Locale.ROOT, "%s %,d of %,d", what, done, total));
    }
  }

  @Override
  public void stepped(TrainingProgress progress) {
    long now = clock.getAsLong();
    if (lines == null) {
      lines = new TrainingLines(epochs, progress, now);
    }
    epoch = progress.epoch();
    bar.stepTo("trained", progress.step(), progress.steps(), lines.beside(progress, now, latest));
    if (isTimeForALine()) {
      say(lines.line(progress, now, latest));
    }
  }

  @Override
  public void measured(Measurement measurement) {
    latest = measurement;
    bar.print(TrainingLines.measured(measurement, epoch));
  }

  @Override
  public void noted(String sentence) {
    bar.print(sentence);
  }

  private boolean isTimeForALine() {
    return clock.getAsLong() - lastLine >= NANOS_BETWEEN_LINES;
  }

  /** On a terminal the bar says it. */
  private void say(String line) {
    lastLine = clock.getAsLong();
    if (!bar.isTerminal()) {
      bar.print(line);
    }
  }

  @Override
  public void close() {
    bar.close();
  }
}
