package io.copytaster.model.label;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/** The labels a classifier chooses from, in the order of its logits. */
public record LabelSet(List<String> names) {

  public LabelSet {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a label set needs at least one label");
    }
    var seen = new HashSet<String>();
    for (String name : names) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("a label must not be blank: " + names);
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException("label '" + name + "' stands twice in " + names);
      }
    }
  }

  public int size() {
    return names.size();
  }

  public String name(int index) {
    return names.get(index);
  }

  /** The label's place among the logits, if it is one of these. */
  public OptionalInt indexOf(String name) {
    int index = names.indexOf(name);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** First 12 hex digits of the SHA-256 over the names in order, each ended by a NUL byte. */
  public String digest() {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (String name : names) {
        sha.update(name.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
