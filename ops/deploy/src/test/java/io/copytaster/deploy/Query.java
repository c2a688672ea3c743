package io.copytaster.deploy;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a PromQL expression asks for.
 *
 * @param metrics the names of the series
 * @param labels the labels that it selects, groups or matches by
 */
record Query(Set<String> metrics, Set<String> labels) {

  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern SELECTOR = Pattern.compile("\\{([^}]*)}");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern WORD = Pattern.compile("(?<![\\w:$])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

  Query {
    metrics = Set.copyOf(metrics);
    labels = Set.copyOf(labels);
  }

  /** Reads as much of the grammar as dashboards and alerts use; anything odd shows as a metric. */
  static Query parse(String expression) {
    var labels = new LinkedHashSet<String>();
    var rest = RANGE.matcher(STRING.matcher(expression).replaceAll("")).replaceAll("");
    for (var part : new Pattern[] {SELECTOR, GROUPING}) {
      var found = part.matcher(rest);
      while (found.find()) {
        words(found.group(1), labels);
      }
      rest = part.matcher(rest).replaceAll(" ");
    }
    var metrics = new LinkedHashSet<String>();
    words(rest, metrics);
    metrics.removeAll(OPERATORS);
    return new Query(metrics, labels);
  }

  private static void words(String text, Set<String> into) {
    var found = WORD.matcher(text);
    while (found.find()) {
      into.add(found.group());
    }
  }
}
