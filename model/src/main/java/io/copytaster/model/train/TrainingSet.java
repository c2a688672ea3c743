package io.copytaster.model.train;

import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.dataset.Split;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.text.Article;
import io.copytaster.model.tokens.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Rows divided into those to learn from and those held out to measure on.
 *
 * <p>A hash of the article's words decides, so that no copy of an article is on both sides; a row
 * that repeats another's words and label is left out.
 *
 * @param articles those to learn from, in their order
 * @param repeated how many were left out
 */
record TrainingSet(Examples training, Examples validation, List<Article> articles, int repeated) {

  TrainingSet {
    articles = List.copyOf(articles);
  }

  /**
   * The same, with what a teacher says of the rows to learn from.
   *
   * @param answers probabilities, shape (training rows, labels)
   */
  TrainingSet taught(float[][] answers) {
    return new TrainingSet(training.taught(answers), validation, articles, repeated);
  }

  /**
   * @param tokenize an article's text to tokens
   * @throws TrainingException if a row's label is none of the labels, or a label has no row to
   *     learn from
   */
  static TrainingSet of(
      List<LabeledText> rows, LabelSet labels, Split split, Function<String, Tokens> tokenize) {
    var training = new Side();
    var validation = new Side();
    var seen = new HashSet<Fingerprint>();
    int repeated = 0;
    for (LabeledText row : rows) {
      int label = label(row, labels);
      String text = row.article().text();
      if (!seen.add(Fingerprint.of(label + " " + text.toLowerCase(Locale.ROOT)))) {
        repeated++;
        continue;
      }
      Side side = split.holdsOut(row.article()) ? validation : training;
      side.articles.add(row.article());
      side.texts.add(tokenize.apply(text));
      side.labels.add(label);
    }
    for (int label = 0; label < labels.size(); label++) {
      if (!training.labels.contains(label)) {
        throw new TrainingException(
            TrainingException.Problem.LABEL_WITHOUT_ROWS,
            "no row to learn the label '%s' from among %d"
                .formatted(labels.name(label), training.labels.size()));
      }
    }
    return new TrainingSet(training.examples(), validation.examples(), training.articles, repeated);
  }

  private static int label(LabeledText row, LabelSet labels) {
    String name = row.label();
    if (name == null) {
      throw new TrainingException(
          TrainingException.Problem.LABEL_UNKNOWN, "article '" + row.id() + "' has no label");
    }
    return labels
        .indexOf(name)
        .orElseThrow(
            () ->
                new TrainingException(
                    TrainingException.Problem.LABEL_UNKNOWN,
                    "article '%s' has the label '%s', which is none of %s"
                        .formatted(row.id(), name, labels.names())));
  }

  /** Half of a text's SHA-256, which stands for it in less memory. */
  private record Fingerprint(long first, long second) {

    private static Fingerprint of(String text) {
      try {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        var digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(utf8));
        return new Fingerprint(digest.getLong(), digest.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every Java platform has SHA-256", e);
      }
    }
  }

  private static final class Side {
    private final List<Article> articles = new ArrayList<>();
    private final List<Tokens> texts = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    private Examples examples() {
      return new Examples(texts, labels.stream().mapToInt(Integer::intValue).toArray());
    }
  }
}
