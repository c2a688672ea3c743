package io.copytaster.streams.cli;

import io.copytaster.streams.newsroom.NewsroomSummary;
import io.copytaster.streams.newsroom.NewsroomView;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A newsroom's day for people: a line now and then, and one for everything that happens. */
final class NewsroomScreen implements NewsroomView {

  private static final double SECONDS_BETWEEN_LINES = 5;

  private final PrintWriter out;
  private final Path figure;
  private double next;

  NewsroomScreen(PrintWriter out, Path figure) {
    this.out = out;
    this.figure = figure;
  }

  @Override
  public void step(String what) {
    out.println(what);
    out.flush();
  }

  @Override
  public void progress(double second, int labelled, double accuracy, int reviewed) {
    if (second < next) {
      return;
    }
    next = second + SECONDS_BETWEEN_LINES;
    print(
        "%4.0f s  %,6d labelled  %5.1f %% right  %,5d reviewed%n",
        second, labelled, 100 * accuracy, reviewed);
  }

  @Override
  public void summary(NewsroomSummary summary) {
    out.println();
    row("articles", "%,d", summary.sent());
    row("duplicates", "%,d", summary.duplicates());
    row("missing", "%,d", summary.missing());
    row("before", "%.1f %% right under %s", 100 * summary.before(), summary.firstModel());
    row("after", "%.1f %% right under %s", 100 * summary.after(), or(summary.secondModel()));
    Double recovery = summary.recovery();
    row("recovery", recovery == null ? "none" : "%.0f s after the first correction", recovery);
    row("poisoned", "%.1f %% right meanwhile", 100 * summary.undisturbed());
    row("the gate", "%s", or(summary.rejected()));
    row("picture", "%s", figure);
  }

  private static String or(@Nullable String text) {
    return text == null ? "nothing" : text;
  }

  private void row(String name, String format, @Nullable Object... values) {
    print("%-12s %s%n", name, String.format(Locale.ROOT, format, values));
  }

  private void print(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }
}
