package io.copytaster.streams.retrain;

import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.dataset.Origin;
import io.copytaster.model.dataset.Split;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.text.Article;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reviewed rows, and base rows if there are any, to a training set and the rows to judge it by.
 *
 * <p>The hash of an article's id decides on which side it is, so it stays there over all windows. A
 * copy of a held-out article under another id does not teach either, nor does a golden one.
 */
final class TrainingWindow {

  private final WindowRules rules;
  private final LabelSet known;
  private final Set<String> untaught = new HashSet<>();

  /**
   * @param known the champion's labels
   * @param golden articles that never teach
   */
  TrainingWindow(WindowRules rules, LabelSet known, Collection<Article> golden) {
    this.rules = rules;
    this.known = known;
    golden.forEach(article -> untaught.add(words(article)));
  }

  /**
   * @param reviewed in any order, several of the same article too
   * @param base replayed where older reviewed rows do not suffice
   */
  WindowRows of(Collection<ReviewedRow> reviewed, List<LabeledText> base) {
    List<ReviewedRow> latest = Corrections.latest(reviewed);
    List<String> added = added(latest);
    List<ReviewedRow> usable = latest.stream().filter(row -> isUsable(row, added)).toList();
    List<ReviewedRow> heldOut = usable.stream().filter(this::isHeldOut).toList();
    heldOut.forEach(row -> untaught.add(words(row.article())));
    var teaching = new HashSet<>(untaught);
    List<LabeledText> recent = new ArrayList<>();
    List<LabeledText> older = new ArrayList<>();
    // From the newest: where two articles have the same words, the later label holds.
    for (int i = usable.size() - 1; i >= 0; i--) {
      ReviewedRow row = usable.get(i);
      if (!isHeldOut(row) && teaching.add(words(row.article()))) {
        boolean inWindow = row.recent() && recent.size() < rules.window();
        (inWindow ? recent : older).add(text(row));
      }
    }
    List<LabeledText> fitting =
        base.stream()
            .filter(row -> row.label() != null && known.indexOf(row.label()).isPresent())
            .filter(row -> teaching.add(words(row.article())))
            .toList();
    List<LabeledText> replayed =
        new Replay(rules.seed(), labels(added))
            .sample(recent, older, fitting, Math.round(rules.replay() * recent.size()));
    var training = new ArrayList<>(recent);
    training.addAll(replayed);
    return new WindowRows(
        training,
        replayed.size(),
        heldOut.stream().map(TrainingWindow::text).toList(),
        added,
        latest.size() - usable.size());
  }

  private List<String> labels(List<String> added) {
    var labels = new ArrayList<>(known.names());
    labels.addAll(added);
    return labels;
  }

  private boolean isHeldOut(ReviewedRow row) {
    return Split.byHash(rules.heldOut()).holdsOut(row.id());
  }

  private boolean isUsable(ReviewedRow row, List<String> added) {
    return known.indexOf(row.label()).isPresent() || added.contains(row.label());
  }

  /** Unknown labels with rows enough, and at least one to learn from. */
  private List<String> added(List<ReviewedRow> latest) {
    Map<String, Integer> unknown = new TreeMap<>();
    Set<String> taught = new HashSet<>();
    for (ReviewedRow row : latest) {
      if (known.indexOf(row.label()).isEmpty()) {
        unknown.merge(row.label(), 1, Integer::sum);
        if (!isHeldOut(row)) {
          taught.add(row.label());
        }
      }
    }
    return unknown.entrySet().stream()
        .filter(label -> label.getValue() >= rules.newLabelRows())
        .map(Map.Entry::getKey)
        .filter(taught::contains)
        .toList();
  }

  private static LabeledText text(ReviewedRow row) {
    return new LabeledText(row.id(), row.article(), row.label(), Origin.UNKNOWN);
  }

  /** What makes two articles the same: neither case nor white space counts. */
  private static String words(Article article) {
    return article.text().strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }
}
