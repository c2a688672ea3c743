package io.copytaster.streams.review;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An editor's way through the articles: which one is asked about, and what each key does. */
public final class ReviewSession {

  /** One key for each label; neither s, b nor q is among them. */
  private static final String KEYS = "123456789acdefghijklmnoprtuvwxyz";

  /** What a key did. */
  public sealed interface Step {

    /** The article at hand has this label, and the next one is asked about. */
    record Labelled(Candidate candidate, String label) implements Step {}

    /** Another article is asked about, the next or the one before. */
    record Moved() implements Step {}

    /** The editor has had enough. */
    record Quit() implements Step {}

    /** No key has this meaning here. */
    record Unknown(String key) implements Step {}
  }

  private final List<Candidate> candidates;
  private final Map<String, String> labels = new HashMap<>();
  private final List<Choice> choices = new ArrayList<>();
  private int at;

  /** A label and its key. */
  public record Choice(String key, String label) {}

  /**
   * @param labels in the order of their keys
   * @throws IllegalArgumentException if there are more labels than keys
   */
  public ReviewSession(List<Candidate> candidates, Collection<String> labels) {
    if (labels.size() > KEYS.length()) {
      throw new IllegalArgumentException(
          "%d labels, and keys for %d".formatted(labels.size(), KEYS.length()));
    }
    this.candidates = List.copyOf(candidates);
    for (String label : labels) {
      String key = KEYS.substring(choices.size(), choices.size() + 1);
      choices.add(new Choice(key, label));
      this.labels.put(key, label);
    }
  }

  /** The article that is asked about; empty after the last. */
  public Optional<Candidate> current() {
    return at < candidates.size() ? Optional.of(candidates.get(at)) : Optional.empty();
  }

  /** Its number, from 1. */
  public int number() {
    return at + 1;
  }

  public int size() {
    return candidates.size();
  }

  /** The labels with their keys, in their order. */
  public List<Choice> choices() {
    return List.copyOf(choices);
  }

  /** Does what a key says, about an article that is there. */
  public Step press(String key) {
    String pressed = key.toLowerCase(Locale.ROOT);
    String label = labels.get(pressed);
    if (label != null && at < candidates.size()) {
      return new Step.Labelled(candidates.get(at++), label);
    }
    return switch (pressed) {
      case "s" -> move(1);
      case "b" -> move(-1);
      case "q" -> new Step.Quit();
      default -> new Step.Unknown(key);
    };
  }

  private Step move(int by) {
    at = Math.max(0, Math.min(candidates.size(), at + by));
    return new Step.Moved();
  }
}
