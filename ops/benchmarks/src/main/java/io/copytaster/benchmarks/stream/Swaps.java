package io.copytaster.benchmarks.stream;

import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Latency;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.ModelAnnouncement;
import java.util.List;
import java.util.Objects;

/**
 * The same service without and with a change of its model; a turn lasts as long as the change, and
 * its latencies are the gaps between labels.
 */
final class Swaps {

  private static final double MILLIS = 1e-3;

  /** Until a service that had nothing to do computes full batches. */
  private static final long SETTLING = 1_000;

  /** As long as a change takes, about. */
  private static final long ORDINARY = 3_000;

  /** What goes on after a change, such as freeing the model before, belongs to it. */
  private static final long AFTERWARDS = 500;

  private Swaps() {}

  /** Nothing but articles. */
  record None(String name, BusyServe serve) implements Contender<Turn> {

    @Override
    public Turn run() {
      long from = settled(serve);
      long to = from + ORDINARY;
      var labels = serve.labels(label -> moment(label) > to);
      serve.rest();
      return serve.withPeak(turn(labels, from, to).with(gaps(labels, from, to)));
    }
  }

  /** From the announcement to the first label of the other model; the gaps a little longer. */
  record One(String name, BusyServe serve) implements Contender<Turn> {

    @Override
    public Turn run() {
      settled(serve);
      ModelAnnouncement next = serve.announce();
      long from = Objects.requireNonNull(next.getDecidedAt()).toEpochMilli();
      var labels = serve.labels(label -> label.getModel().equals(next.getModel()));
      long changed =
          labels.stream()
              .filter(label -> label.getModel().equals(next.getModel()))
              .mapToLong(Swaps::moment)
              .min()
              .orElseThrow();
      long to = changed + AFTERWARDS;
      labels.addAll(serve.labels(label -> moment(label) > to));
      serve.rest();
      return serve.withPeak(turn(labels, from, changed).with(gaps(labels, from, to)));
    }
  }

  /** Lets it get into its stride; the moment from which on labels count. */
  private static long settled(BusyServe serve) {
    serve.labels(label -> true);
    long from = System.currentTimeMillis() + SETTLING;
    serve.labels(label -> moment(label) > from);
    return from;
  }

  private static long moment(LabeledNews label) {
    return label.getLabeledAt().toEpochMilli();
  }

  private static Turn turn(List<LabeledNews> labels, long from, long to) {
    return Turn.of(new Amount(moments(labels, from, to).size(), 0, 0, 0), (to - from) * MILLIS);
  }

  private static Latency gaps(List<LabeledNews> labels, long from, long to) {
    return Gaps.between(moments(labels, from, to));
  }

  private static List<Long> moments(List<LabeledNews> labels, long from, long to) {
    return labels.stream()
        .map(Swaps::moment)
        .filter(moment -> moment >= from && moment <= to)
        .toList();
  }
}
