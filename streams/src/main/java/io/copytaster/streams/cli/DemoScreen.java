package io.copytaster.streams.cli;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.deadletter.DeadLetter;
import io.copytaster.streams.demo.DemoSummary;
import io.copytaster.streams.demo.DemoView;
import io.copytaster.streams.feed.RawNewsEvents;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** A demo for people: a line an article, and on a terminal a bar that fills below them. */
final class DemoScreen implements DemoView, AutoCloseable {

  /** Lines a second that an eye can still follow. */
  private static final int LINES_PER_SECOND = 40;

  private final PrintWriter out;
  private final Ansi ansi;
  private final TerminalLines lines;
  private final BarBelow bar;
  private long firstLine;
  private long printed;

  DemoScreen(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
    this.bar = new BarBelow(out, ansi.enabled());
    this.lines = new TerminalLines(ansi, ZoneId.systemDefault());
  }

  @Override
  public void step(String what) {
    print(what);
  }

  @Override
  public void labelled(LabeledNews news, ConsumerRecord<byte[], byte[]> record, Progress progress) {
    advance(progress);
    if (isTimeForALine()) {
      String line = lines.labelled(LabeledLine.of(news, record), record.timestamp());
      String expected = news.getArticle().getAttributes().get(RawNewsEvents.LABEL);
      boolean surprising = expected != null && !expected.equals(news.getLabel());
      print(surprising ? line + "  (editors: " + expected + ")" : line);
    }
  }

  @Override
  public void deadLettered(DeadLetter letter, long timestamp, Progress progress) {
    advance(progress);
    print(lines.deadLetter(letter, timestamp));
  }

  @Override
  public void summary(DemoSummary summary) {
    close();
    out.println();
    row("in", "%,d", summary.in());
    row("labelled", "%,d", summary.labelled());
    row("dead-lettered", "%,d", summary.deadLettered());
    row("duplicates", "%,d", summary.duplicates());
    row("missing", "%,d", summary.missing());
    row("events/s", "%,.1f in %.1f s", summary.eventsPerSecond(), summary.seconds());
    row("latency", "p50 %,d ms, p99 %,d ms", summary.p50Ms(), summary.p99Ms());
    Double accuracy = summary.accuracy();
    row("accuracy", accuracy == null ? "no labels known" : "%.1f %%", percent(accuracy));
    row("model", "%s", summary.model());
    Double engine = summary.engineEventsPerSecond();
    Double share = summary.shareOfEngine();
    if (engine != null && share != null) {
      row("engine alone", "%,.1f events/s, of which the stream keeps %.0f %%", engine, 100 * share);
    }
    out.flush();
  }

  @Override
  public void close() {
    bar.close();
  }

  private void row(String name, String format, Object... values) {
    out.printf(Locale.ROOT, "%-14s %s%n", name, String.format(Locale.ROOT, format, values));
  }

  private static double percent(@Nullable Double share) {
    return share == null ? 0 : 100 * share;
  }

  private void advance(Progress progress) {
    bar.stepTo("labelled", progress.done(), progress.total(), "");
  }

  /** Without a terminal every article has its line. */
  private boolean isTimeForALine() {
    long now = System.nanoTime();
    firstLine = printed == 0 ? now : firstLine;
    return !ansi.enabled() || printed <= (now - firstLine) * LINES_PER_SECOND / 1_000_000_000;
  }

  private void print(String line) {
    printed++;
    bar.print(line);
  }
}
