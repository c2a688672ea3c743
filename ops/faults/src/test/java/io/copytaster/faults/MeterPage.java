package io.copytaster.faults;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * What an instance says to Prometheus.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">the
 *     format</a>
 */
record MeterPage(List<Sample> samples) {

  private static final Pattern LINE =
      Pattern.compile("(?<name>[a-zA-Z_:][\\w:]*)(?:\\{(?<tags>.*)})? (?<value>\\S+)");

  /**
   * One line of it.
   *
   * @param tags as they stand between the braces
   */
  record Sample(String name, String tags, double value) {

    /** A tag's value. */
    String tag(String tag) {
      Matcher matcher = Pattern.compile("\\b" + Pattern.quote(tag) + "=\"([^\"]*)\"").matcher(tags);
      if (!matcher.find()) {
        throw new AssertionError("no tag %s in %s".formatted(tag, this));
      }
      return matcher.group(1);
    }
  }

  static MeterPage parse(String text) {
    return new MeterPage(
        text.lines()
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .map(
                line ->
                    new Sample(
                        line.group("name"),
                        line.group("tags") == null ? "" : line.group("tags"),
                        value(line.group("value"))))
            .toList());
  }

  /** All samples of a meter. */
  List<Sample> of(String name) {
    List<Sample> found = samples.stream().filter(sample -> sample.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw new AssertionError("no meter " + name);
    }
    return found;
  }

  /** A meter's sum over its tags. */
  double sum(String name) {
    return values(name).sum();
  }

  /** A meter's largest value; 0 where none is known yet. */
  double max(String name) {
    return values(name).filter(Double::isFinite).max().orElse(0);
  }

  private DoubleStream values(String name) {
    return of(name).stream().mapToDouble(Sample::value);
  }

  private static double value(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
