package io.copytaster.streams.newsroom;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.dataset.LabeledText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Who plays what: articles that teach the first model, and those that come in over the day.
 *
 * @param taught none of them with the missing label
 * @param arriving with every label
 * @param labels of all of them, sorted
 */
public record Cast(List<LabeledText> taught, List<LabeledText> arriving, List<String> labels) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fewer articles than this do not make a day. */
  private static final int FEWEST_ARRIVING = 100;

  public Cast {
    taught = List.copyOf(taught);
    arriving = List.copyOf(arriving);
    labels = List.copyOf(labels);
  }

  /**
   * Reads the plan's articles; those without a label play no part.
   *
   * @throws IllegalArgumentException if they are too few, or none has the missing label
   */
  public static Cast of(NewsroomPlan plan) {
    var taught = new ArrayList<LabeledText>();
    var arriving = new ArrayList<LabeledText>();
    var labels = new TreeSet<String>();
    try (var reader = ArticleReader.open(plan.input(), BadRows.SKIP)) {
      while (reader.hasNext()) {
        LabeledText row = reader.next();
        if (row.label() == null || row.article().isBlank()) {
          continue;
        }
        labels.add(row.label());
        if (taught.size() == plan.taught()) {
          arriving.add(row);
        } else if (!row.label().equals(plan.missing())) {
          taught.add(row);
        }
      }
    }
    if (!labels.contains(plan.missing())) {
      throw new IllegalArgumentException(
          "no article of %s has the label '%s', only %s"
              .formatted(plan.input(), plan.missing(), labels));
    }
    if (arriving.size() < FEWEST_ARRIVING) {
      throw new IllegalArgumentException(
          "%s has %d labelled articles, and %,d more than those that teach the first model (%,d)"
                  .formatted(
                      plan.input(), taught.size() + arriving.size(), FEWEST_ARRIVING, plan.taught())
              + " are needed");
    }
    return new Cast(taught, arriving, List.copyOf(labels));
  }

  /** The labels that the first model knows. */
  List<String> taughtLabels() {
    return taught.stream()
        .map(row -> Objects.requireNonNull(row.label()))
        .distinct()
        .sorted()
        .toList();
  }

  /** Writes what teaches as JSON Lines, to be replayed later. */
  public void writeTaught(Path file) throws IOException {
    var lines = new ArrayList<String>();
    for (LabeledText row : taught) {
      var line = new LinkedHashMap<String, String>();
      line.put("id", row.id());
      line.put("title", row.article().title());
      line.put("description", row.article().body());
      line.put("label", Objects.requireNonNull(row.label()));
      lines.add(JSON.writeValueAsString(line));
    }
    Files.write(file, lines);
  }
}
