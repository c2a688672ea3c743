package io.copytaster.streams.telemetry;

import java.util.List;
import java.util.Optional;

/**
 * What a meter is called, what it counts in, and how its series differ.
 *
 * @param name dotted, in Micrometer's spelling; a back end makes its own of it
 * @param unit the base unit; empty for a bare number
 * @param doc one sentence for people
 * @param tags the names of all its tags, in their order: every series has each
 */
public record MeterName(String name, String unit, String doc, List<String> tags) {

  MeterName(String name, String unit, String doc, String... tags) {
    this(name, unit, doc, List.of(tags));
  }

  public MeterName {
    tags = List.copyOf(tags);
  }

  /** The unit that back ends put behind the name; empty if the name has it, or there is none. */
  public Optional<String> suffix() {
    boolean said = List.of(name.split("\\.", -1)).contains(unit);
    return said || unit.isEmpty() ? Optional.empty() : Optional.of(unit);
  }

  /** Names with values, in turns, as Micrometer takes them. */
  String[] tagged(String... values) {
    if (values.length != tags.size()) {
      throw new IllegalArgumentException(
          name + " has the tags " + tags + ", not " + values.length + " of them");
    }
    var pairs = new String[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      pairs[2 * i] = tags.get(i);
      pairs[2 * i + 1] = values[i];
    }
    return pairs;
  }
}
