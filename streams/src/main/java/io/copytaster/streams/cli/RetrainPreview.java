package io.copytaster.streams.cli;

import io.copytaster.model.dataset.LabeledText;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.retrain.OffsetRange;
import io.copytaster.streams.retrain.RetrainingSidecar.Preview;
import io.copytaster.streams.retrain.WindowRows;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run would read and learn, for people. */
final class RetrainPreview {

  private RetrainPreview() {}

  static void print(Preview preview, Settings settings, PrintWriter out) {
    WindowRows rows = preview.rows();
    line(out, "champion", preview.champion());
    line(out, "window", ranges(preview.survey().window()));
    line(out, "before it", ranges(preview.survey().older()));
    line(
        out,
        "new",
        "%,d records; a run needs %,d (retrain.min-reviewed)",
        preview.survey().fresh(),
        settings.retrain().minReviewed());
    line(
        out,
        "learns",
        "%,d rows, %,d of them replayed: %s",
        rows.training().size(),
        rows.replayed(),
        labels(rows.training()));
    line(out, "held out", "%,d rows: %s", rows.heldOut().size(), labels(rows.heldOut()));
    if (!rows.added().isEmpty()) {
      line(out, "adds", String.join(", ", rows.added()));
    }
    if (rows.leftOut() > 0) {
      line(out, "left out", "%,d rows of labels that are too rare to be added", rows.leftOut());
    }
    line(out, "trains", "%s, %d epochs", settings.retrain().regime(), settings.retrain().epochs());
    out.flush();
  }

  private static void line(PrintWriter out, String name, String format, Object... values) {
    String text = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    out.printf("%-10s %s%n", name, text);
  }

  private static String ranges(List<OffsetRange> ranges) {
    String text =
        ranges.stream()
            .filter(range -> range.length() > 0)
            .map(OffsetRange::toString)
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "nothing" : text;
  }

  private static String labels(List<LabeledText> rows) {
    Map<String, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(String.valueOf(row.label()), 1, Integer::sum));
    return counts.isEmpty() ? "none" : counts.toString().replaceAll("[{}]", "");
  }
}
