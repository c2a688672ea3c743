package io.copytaster.streams.newsroom;

import io.copytaster.model.report.Timeline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * How much of what came lately was labelled as the editors would have, from article to article.
 *
 * <p>Not thread-safe.
 */
final class AccuracyTrace {

  private final int window;
  private final Deque<Boolean> latest = new ArrayDeque<>();
  private final List<Timeline.Point> points = new ArrayList<>();
  private final List<Timeline.Mark> marks = new ArrayList<>();
  private int right;

  /**
   * @param window how many articles "lately" is
   */
  AccuracyTrace(int window) {
    this.window = window;
  }

  /** Takes note of a label. */
  void labelled(double second, boolean correct) {
    latest.add(correct);
    right += correct ? 1 : 0;
    if (latest.size() > window) {
      right -= latest.remove() ? 1 : 0;
    }
    if (latest.size() == window) {
      points.add(new Timeline.Point(second, share()));
    }
  }

  /** Takes note of something that happened. */
  void mark(double second, String word) {
    marks.add(new Timeline.Mark(second, word));
  }

  /** The share of the latest articles that is right; 0 before the first. */
  double share() {
    return latest.isEmpty() ? 0 : (double) right / latest.size();
  }

  /** The lowest share of any full window from one second to another; 1 if there is none. */
  double lowest(double from, double to) {
    return points.stream()
        .filter(point -> point.second() >= from && point.second() <= to)
        .mapToDouble(Timeline.Point::share)
        .min()
        .orElse(1);
  }

  Timeline timeline() {
    return new Timeline("accuracy of the last " + window + " articles", points, marks);
  }
}
