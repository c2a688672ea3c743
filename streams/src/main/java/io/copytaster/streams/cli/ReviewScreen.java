package io.copytaster.streams.cli;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.review.Candidate;
import io.copytaster.streams.review.ReviewSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.WordUtils;

/**
 * One article as an editor is asked about it: words, scores, keys.
 *
 * @param width characters in a line
 * @param height lines; as much of the body is shown as is left by the rest
 */
record ReviewScreen(int width, int height) {

  private static final int BAR = 20;

  /** Lines beside title, body and labels. */
  private static final int FRAME = 6;

  private static final int SHORTEST_BODY = 3;

  /** The lines of the question. */
  List<String> lines(ReviewSession session, Candidate candidate) {
    LabeledNews labeled = candidate.labeled();
    RawNews news = labeled.getArticle();
    var lines = new ArrayList<String>();
    String source = news.getSource() == null ? "" : "  " + news.getSource();
    lines.add("");
    lines.add(
        "--- %d of %d  %s%s".formatted(session.number(), session.size(), news.getId(), source));
    lines.addAll(wrapped(news.getTitle(), SHORTEST_BODY));
    int others = lines.size() + session.choices().size() + FRAME;
    lines.addAll(wrapped(news.getBody(), Math.max(SHORTEST_BODY, height - others)));
    lines.add("");
    candidate
        .disagreement()
        .ifPresent(
            other ->
                lines.add(
                    format(
                        "the challenger says %s, %.1f %%",
                        TerminalLines.plain(other.label()), 100 * other.confidence())));
    for (ReviewSession.Choice choice : session.choices()) {
      lines.add(line(choice, labeled));
    }
    lines.add("s skip, b back, q quit");
    return lines;
  }

  private static String line(ReviewSession.Choice choice, LabeledNews labeled) {
    Map<String, Float> scores = labeled.getScores();
    String mark = choice.label().equals(labeled.getLabel()) ? "*" : " ";
    String label = TerminalLines.plain(choice.label());
    Float score = scores.get(choice.label());
    return score == null
        ? format("%s%s %-20s", mark, choice.key(), label).stripTrailing()
        : format(
                "%s%s %-20s %5.1f %%  %s",
                mark, choice.key(), label, 100 * score, "#".repeat(Math.round(BAR * score)))
            .stripTrailing();
  }

  private List<String> wrapped(String text, int most) {
    String plain = TerminalLines.plain(text);
    if (plain.isEmpty()) {
      return List.of();
    }
    List<String> lines = WordUtils.wrap(plain, width, "\n", true).lines().toList();
    if (lines.size() <= most) {
      return lines;
    }
    var cut = new ArrayList<>(lines.subList(0, most));
    cut.add("[...]");
    return cut;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
