package io.copytaster.faults;

import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/** Strings that have broken some program before. */
final class HostileText {

  /** What a log would have as a line of its own. */
  static final String FORGED = "2026-11-28 INFO forged line";

  private static final List<String> PHRASES =
      List.of(
          "${jndi:ldap://localhost/a}",
          "<script>alert(1)</script>",
          "'; DROP TABLE news; --",
          "%n%n%s%x%d {} {0} $1",
          "[CLS] [SEP] [MASK] [PAD] [UNK] ##ing",
          "an article\r\n" + FORGED + "\r\n",
          "\u001B[2J\u001B]0;title\u0007",
          "../../../../etc/passwd\u0000.txt",
          "NaN Infinity -0 1e999 null undefined",
          "\uFEFF\uFFFE\uFFFF",
          "👩‍👩‍👧‍👦🏳️‍🌈🇺🇳",
          "ﷺ".repeat(40),
          "Z̸̡͎̲͈̗̖͛͐̈́̍͑a̴͕̾̕l̶̛̙͒g̷͔̏o̴̙̒",
          "\u202Egnp.exe\u202C \u200F\u200Eעברית العربية",
          "İıſßŉǰΐΰ",
          "\uD800 alone \uDFFF");

  private static final List<String> SPACES =
      List.of("", " ", "\t\r\n", "\u00A0\u2003", "\u2028\u2029\u3000", "\u000B\f\u001C");

  private static final int MOST_CHARACTERS = 200;
  private static final int LONG = 20_000;

  private final Random random;

  HostileText(Random random) {
    this.random = random;
  }

  /** At least two words of it are words. */
  String withWords() {
    return any() + " markets rose " + any();
  }

  /** Nothing but what Unicode calls a space, or not even that. */
  String withoutWords() {
    return SPACES.get(random.nextInt(SPACES.size())).repeat(random.nextInt(20));
  }

  /** Anything, also nothing. */
  String any() {
    return switch (random.nextInt(12)) {
      case 0 -> withoutWords();
      case 1 -> characters(() -> random.nextInt(0x20));
      case 2 -> characters(() -> random.nextInt(Character.MAX_CODE_POINT + 1));
      case 3 -> characters(() -> 0x300 + random.nextInt(0x70));
      case 4 -> characters(() -> 0x4E00 + random.nextInt(0x5000));
      case 5 ->
          random.nextInt(20) == 0
              ? "a".repeat(random.nextInt(LONG))
              : "w ".repeat(random.nextInt(9));
      default -> PHRASES.get(random.nextInt(PHRASES.size()));
    };
  }

  private String characters(IntSupplier next) {
    var text = new StringBuilder();
    int length = random.nextInt(MOST_CHARACTERS);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(next.getAsInt());
    }
    return text.toString();
  }
}
