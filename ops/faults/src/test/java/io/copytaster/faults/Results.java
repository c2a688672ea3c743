package io.copytaster.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;

/** The last result of every scenario: the long form's is kept in the repository. */
final class Results {

  private static final String HEAD =
      """
      # Proof under faults: last results

      Written by `ops/faults/run long`; each test class says what its scenario does.

      | scenario | extent | outcome | balance | when | machine |
      |---|---|---|---|---|---|
      """;

  private Results() {}

  /** Prints a scenario's outcome and, in the long form, puts it in the place of its last one. */
  static void write(String scenario, String extent, Ledger ledger) {
    String outcome = ledger.isExact() ? "exact" : ledger.isComplete() ? "complete" : "FAILED";
    String row =
        "| %s | %s | %s | %s | %s | %s, %d cores |"
            .formatted(
                scenario,
                extent,
                outcome,
                ledger.balance(),
                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
    System.out.println(row);
    if (Form.chosen() == Form.LONG) {
      replace(Path.of("results.md"), scenario, row);
    }
  }

  private static void replace(Path file, String scenario, String row) {
    var rows = new TreeMap<String, String>();
    try {
      if (Files.exists(file)) {
        Files.readAllLines(file).stream()
            .filter(line -> line.matches("\\| \\d.*"))
            .forEach(line -> rows.put(line.split("\\|", 3)[1].strip(), line));
      }
      rows.put(scenario, row);
      Files.writeString(file, HEAD + String.join("\n", rows.values()) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
