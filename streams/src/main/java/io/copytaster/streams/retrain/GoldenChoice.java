package io.copytaster.streams.retrain;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.dataset.Origin;
import io.copytaster.model.evaluate.GoldenRow;
import io.copytaster.model.evaluate.GoldenRows;
import io.copytaster.model.text.Article;
import io.copytaster.streams.config.RetrainSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which articles every candidate is asked: those of a file, of the champion, or held-out ones. */
final class GoldenChoice {

  private GoldenChoice() {}

  /** Those that stand before a run begins; none for a champion that brings none. */
  static List<LabeledText> standing(RetrainSettings settings, Checkpoint champion)
      throws IOException {
    Optional<Path> file = settings.golden();
    if (file.isPresent()) {
      var rows = new ArrayList<LabeledText>();
      try (var reader = ArticleReader.open(file.get(), BadRows.REFUSE)) {
        reader.forEachRemaining(rows::add);
      }
      return rows.stream().filter(row -> row.label() != null).toList();
    }
    return GoldenRows.exist(champion.directory())
        ? GoldenRows.read(champion.directory()).rows().stream().map(GoldenChoice::text).toList()
        : List.of();
  }

  /**
   * Those that a candidate is asked: what stands, as far as it knows the labels, or else some of
   * the held-out rows, every label as often as any other as far as they go.
   */
  static List<LabeledText> of(
      List<LabeledText> standing,
      List<LabeledText> heldOut,
      List<String> labels,
      RetrainSettings settings) {
    List<LabeledText> known =
        standing.stream().filter(row -> labels.contains(String.valueOf(row.label()))).toList();
    return known.isEmpty()
        ? new Replay(settings.seed(), labels)
            .sample(List.of(), heldOut, List.of(), settings.goldenRows())
        : known;
  }

  private static LabeledText text(GoldenRow row) {
    return new LabeledText(
        row.id(), new Article(row.title(), row.body()), row.label(), Origin.UNKNOWN);
  }
}
