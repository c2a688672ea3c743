package io.copytaster.streams.drift;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sources that are told apart: the first so many, and one name for all the others. */
final class WatchedSources {

  /** The sources beyond those that are watched one by one. */
  static final String OTHER = "other";

  /** The articles whose publisher nobody named. */
  static final String UNNAMED = "unnamed";

  private final int most;
  private final Set<String> names = new LinkedHashSet<>();

  WatchedSources(int most) {
    this.most = most;
  }

  /** What an article's source counts as. */
  String nameOf(@Nullable String source) {
    String name = source == null ? UNNAMED : source;
    if (names.size() < most) {
      names.add(name);
    }
    return names.contains(name) ? name : OTHER;
  }

  /** Those told apart so far. */
  Set<String> names() {
    return Collections.unmodifiableSet(names);
  }
}
