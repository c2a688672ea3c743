package io.copytaster.benchmarks.lineup;

import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that take part, in the order of their turns. What was opened for them closes with it. */
public final class Lineup implements AutoCloseable {

  private final Predicate<String> wanted;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Contender<Turn>> contenders = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /**
   * @param wanted which names take part
   */
  public Lineup(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  /**
   * Lets somebody run, if wanted.
   *
   * @param precision whose matrix products it is compared with; null for none
   */
  public void add(Scenario scenario, Contender<Turn> contender, @Nullable String precision) {
    if (!wanted.test(contender.name())) {
      return;
    }
    entries.add(new Entry(scenario.number(), contender.name(), precision));
    contenders.add(contender);
  }

  /** Something that whoever reads the figures should know, in a sentence. */
  public void note(String sentence) {
    notes.add(sentence);
  }

  /** Closes this with the lineup, before all that was opened earlier. */
  public <R extends AutoCloseable> R own(R resource) {
    opened.push(resource);
    return resource;
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  public List<Contender<Turn>> contenders() {
    return List.copyOf(contenders);
  }

  public List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
