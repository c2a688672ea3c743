package io.copytaster.model.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Articles that travel with a checkpoint, in {@code golden.jsonl}: wherever it is loaded, it must
 * answer them as it did when it was trained.
 */
public record GoldenRows(List<GoldenRow> rows) {

  /** The file's name in the checkpoint's directory. */
  public static final String FILE = "golden.jsonl";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();
  private static final ObjectReader READER = JSON.readerFor(GoldenRow.class);
  private static final ObjectWriter WRITER = JSON.writerFor(GoldenRow.class);

  public GoldenRows {
    rows = List.copyOf(rows);
  }

  /** Whether a checkpoint brings its golden rows. */
  public static boolean exist(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }

  /**
   * Reads those of a checkpoint.
   *
   * @param directory the checkpoint's
   * @throws CheckpointException if a line is malformed, or there is none
   */
  public static GoldenRows read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    var rows = new ArrayList<GoldenRow>();
    for (String line : Files.readAllLines(file)) {
      try {
        rows.add(READER.readValue(line));
      } catch (JsonProcessingException e) {
        throw new CheckpointException(
            Problem.GOLDEN,
            "%s, line %d is no golden row: %s"
                .formatted(file, rows.size() + 1, e.getOriginalMessage()),
            e);
      }
    }
    if (rows.isEmpty()) {
      throw new CheckpointException(Problem.GOLDEN, file + " has no rows");
    }
    return new GoldenRows(rows);
  }

  /** Writes them into a checkpoint's directory, before its manifest is written. */
  public void write(Path directory) throws IOException {
    var lines = new ArrayList<String>(rows.size());
    for (GoldenRow row : rows) {
      lines.add(WRITER.writeValueAsString(row));
    }
    Files.write(directory.resolve(FILE), lines);
  }
}
