package io.copytaster.model.train;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.network.Compute;
import io.copytaster.model.text.Article;
import io.copytaster.model.tokens.Tokens;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;

/** A classifier from which another learns: what it says of articles. Owns its native memory. */
final class Teacher implements AutoCloseable {

  private final Classifier classifier;
  private final int[] places;

  private Teacher(Classifier classifier, int[] places) {
    this.classifier = classifier;
    this.places = places;
  }

  /**
   * @param labels that it is asked for
   * @throws TrainingException if it has other labels
   */
  static Teacher open(String name, LabelSet labels, Encoders encoders, Compute compute)
      throws IOException {
    Checkpoint checkpoint = StartingPoint.checkpoint(name, encoders);
    requireSame(checkpoint, labels);
    return new Teacher(
        Classifier.load(checkpoint, compute, 0),
        labels.names().stream()
            .mapToInt(label -> checkpoint.labels().indexOf(label).orElseThrow())
            .toArray());
  }

  private static void requireSame(Checkpoint teacher, LabelSet labels) {
    if (!teacher.hasClassifier()) {
      throw new TrainingException(
          TrainingException.Problem.TEACHER, teacher.id() + " has no classifier to learn from");
    }
    List<String> known = teacher.labels().names();
    if (!new HashSet<>(known).equals(new HashSet<>(labels.names()))) {
      throw new TrainingException(
          TrainingException.Problem.TEACHER,
          "the teacher %s knows the labels %s, and the rows have %s: they must be the same"
              .formatted(teacher.id(), known, labels.names()));
    }
  }

  /** Its calibrated probabilities, shape (articles, labels). */
  float[][] answers(List<Article> articles, ByLength.Progress progress) {
    List<Tokens> texts =
        articles.stream().map(article -> classifier.tokenize(article.text())).toList();
    return ByLength.compute(texts, batch -> scores(classifier.classify(batch)), progress);
  }

  private float[] scores(List<Prediction> predictions) {
    var scores = new float[predictions.size() * places.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = predictions.get(i / places.length).score(places[i % places.length]);
    }
    return scores;
  }

  @Override
  public void close() {
    classifier.close();
  }
}
