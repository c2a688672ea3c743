package io.copytaster.model.report;

import io.copytaster.model.evaluate.CheckpointResult;
import io.copytaster.model.evaluate.McNemar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Checkpoints side by side, judged on the same rows.
 *
 * @param createdAt when they were judged
 * @param data the files' names
 * @param precision how the networks computed: {@code fp32}, {@code bf16} or {@code int8}
 * @param device on what, such as {@code cpu}
 * @param results at least one; the others are compared with the first
 */
public record Report(
    Instant createdAt,
    List<String> data,
    String precision,
    String device,
    List<CheckpointResult> results) {

  /** The file that programs read. */
  public static final String JSON_FILE = "report.json";

  /** The page that people read, which needs nothing beside it. */
  public static final String HTML_FILE = "report.html";

  /**
   * The first checkpoint against another one.
   *
   * @param other its place among the results
   */
  record Comparison(CheckpointResult first, int other, CheckpointResult second, McNemar test) {

    /** In accuracy, from -1 to 1; positive where the second is better. */
    double difference() {
      return second.evaluation().accuracy() - first.evaluation().accuracy();
    }
  }

  /**
   * @throws IllegalArgumentException if there is no result, or the checkpoints were judged on
   *     different rows
   */
  public Report {
    data = List.copyOf(data);
    results = List.copyOf(results);
    if (results.isEmpty()) {
      throw new IllegalArgumentException("a report needs at least one checkpoint");
    }
    for (CheckpointResult result : results) {
      if (!result.rows().digest().equals(results.get(0).rows().digest())) {
        throw new IllegalArgumentException(
            "%s and %s were judged on different rows: did %s change meanwhile?"
                .formatted(results.get(0).checkpoint(), result.checkpoint(), data));
      }
    }
  }

  CheckpointResult first() {
    return results.get(0);
  }

  List<Comparison> comparisons() {
    return IntStream.range(1, results.size()).mapToObj(this::comparison).toList();
  }

  private Comparison comparison(int other) {
    CheckpointResult second = results.get(other);
    return new Comparison(
        first(), other, second, McNemar.of(first().correctness(), second.correctness()));
  }

  /** What a terminal shows: a line per checkpoint, then per label. */
  public String text() {
    return ReportText.of(this);
  }

  /**
   * Writes {@value #JSON_FILE} and {@value #HTML_FILE}, each of which appears when it is complete.
   *
   * @param directory made if it is not there; earlier reports in it are replaced
   * @throws IllegalStateException if there is no font to draw the pictures with
   */
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    replace(directory.resolve(JSON_FILE), ReportJson.of(this).toPrettyString() + "\n");
    replace(directory.resolve(HTML_FILE), ReportPage.of(this));
  }

  private static void replace(Path file, String content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(part, content.getBytes(StandardCharsets.UTF_8));
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
