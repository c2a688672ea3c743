package io.copytaster.streams.tracing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Passes a library's warnings on to this program's log, and not more often than it is read. */
final class SparseHandler extends Handler {

  private final Consumer<String> log;
  private final long pauseNanos;
  private final LongSupplier clock;
  private final AtomicLong next;

  /**
   * @param pause after a line, in which there is no other
   * @param clock nanoseconds from any origin
   */
  SparseHandler(Consumer<String> log, Duration pause, LongSupplier clock) {
    this.log = log;
    this.pauseNanos = pause.toNanos();
    this.clock = clock;
    this.next = new AtomicLong(clock.getAsLong());
    setLevel(Level.WARNING);
    setFormatter(new SimpleFormatter());
  }

  @Override
  public void publish(LogRecord record) {
    long now = clock.getAsLong();
    long due = next.get();
    if (isLoggable(record) && now - due >= 0 && next.compareAndSet(due, now + pauseNanos)) {
      log.accept(getFormatter().formatMessage(record));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
