package io.copytaster.streams.cli;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Lines as they come, and on a terminal a bar that fills below them. */
final class BarBelow implements AutoCloseable {

  private static final String CLEAR_LINE = "\r\u001B[K";
  private static final int BAR_WIDTH = 110;

  private final PrintWriter out;
  private final boolean terminal;
  private @Nullable ProgressBar bar;
  private String task = "";
  private String rendered = "";

  /**
   * @param terminal without one there is no bar
   */
  BarBelow(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  boolean isTerminal() {
    return terminal;
  }

  /**
   * Moves the task's bar, which replaces that of another task.
   *
   * @param beside short text to its right; empty for the speed
   */
  void stepTo(String name, long done, long total, String beside) {
    if (!terminal) {
      return;
    }
    if (bar == null || !task.equals(name)) {
      close();
      task = name;
      var builder =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(total)
              .startsFrom(done, Duration.ZERO)
              .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
              .setUpdateIntervalMillis(100)
              .setConsumer(new DelegatingProgressBarConsumer(this::render, BAR_WIDTH));
      bar = (beside.isEmpty() ? builder.showSpeed() : builder).build();
    }
    bar.setExtraMessage(beside);
    bar.stepTo(done);
  }

  /** The bar as it is to look from now on; called by its own thread. */
  private synchronized void render(String text) {
    rendered = text.strip();
    out.print(CLEAR_LINE + rendered);
    out.flush();
  }

  /** A line above the bar. */
  synchronized void print(String line) {
    if (rendered.isEmpty()) {
      out.println(line);
    } else {
      out.println(CLEAR_LINE + line);
      out.print(rendered);
    }
    out.flush();
  }

  /** The bar stays as it is, and what comes next stands below. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      rendered = "";
      out.println();
    }
  }
}
