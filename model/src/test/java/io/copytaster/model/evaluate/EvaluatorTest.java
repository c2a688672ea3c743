package io.copytaster.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.dataset.DatasetException;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.network.Compute;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint of a few thousand weights on generated articles: the figures are its own. */
class EvaluatorTest {

  private static final long SEED = 5;
  private static final int BATCH_TOKENS = 256;
  private static final List<String> WORDS =
      List.of("harbour", "market", "club", "storm", "shares", "goal", "ferry", "bank", "cup");

  @TempDir Path directory;

  @Test
  void everyFigure_isThatOfArticlesClassifiedAlone() throws Exception {
    Path file = articles(300);
    try (var classifier = load(tinyBert());
        var rows = rows(file, classifier)) {
      var progress = new ArrayList<Long>();
      var result = Evaluator.evaluate(classifier, rows, BATCH_TOKENS, progress::add);
      var alone = alone(classifier, file);
      assertThat(result.evaluation().confusion()).isEqualTo(alone.confusion());
      assertThat(result.evaluation().negativeLogLikelihood())
          .as("seed %d", SEED)
          .isCloseTo(alone.negativeLogLikelihood(), within(1e-5));
      assertThat(result.rows().rows()).isEqualTo(300);
      assertThat(result.mistakes()).hasSize(Evaluator.MISTAKES);
      assertThat(progress).isSorted().endsWith(300L).hasSizeGreaterThan(5);
    }
  }

  @Test
  void temperature_isTheCheckpointsOwn() throws Exception {
    Path file = articles(50);
    try (var plain = load(tinyBert());
        var softened = load(withTemperature(4));
        var first = rows(file, plain);
        var second = rows(file, softened)) {
      var before = Evaluator.evaluate(plain, first, BATCH_TOKENS, done -> {});
      var after = Evaluator.evaluate(softened, second, BATCH_TOKENS, done -> {});
      assertThat(after.temperature()).isEqualTo(4);
      assertThat(after.evaluation().confusion()).isEqualTo(before.evaluation().confusion());
      assertThat(after.evaluation().negativeLogLikelihood())
          .isNotCloseTo(before.evaluation().negativeLogLikelihood(), within(1e-3));
      assertThat(after.mistakes().get(0).score()).isLessThan(before.mistakes().get(0).score());
      assertThat(McNemar.of(before.correctness(), after.correctness()).pValue()).isEqualTo(1);
      assertThat(after.rows()).isEqualTo(before.rows());
    }
  }

  @Test
  void noRowLeft_isRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("bad"), "{\"title\":\"a\"}\n");
    try (var classifier = load(tinyBert());
        var rows = new EvaluationRows(List.of(file), classifier.labels(), BadRows.SKIP, 9)) {
      assertThatThrownBy(() -> Evaluator.evaluate(classifier, rows, BATCH_TOKENS, done -> {}))
          .isInstanceOf(DatasetException.class)
          .hasMessage("there is no labelled article to judge, and 1 bad rows were skipped");
    }
  }

  private static Evaluation alone(Classifier classifier, Path file) {
    var expected = new ArrayList<Integer>();
    var logits = new ArrayList<float[]>();
    try (var rows = rows(file, classifier)) {
      while (rows.hasNext()) {
        EvaluationRow row = rows.next();
        expected.add(row.label());
        Prediction prediction =
            classifier.classify(new TokenBatch(List.of(classifier.tokenize(row.text())))).get(0);
        logits.add(new float[] {prediction.logit(0), prediction.logit(1), prediction.logit(2)});
      }
    }
    return Evaluation.of(
        Outcomes.of(
            classifier.labels(),
            expected.stream().mapToInt(Integer::intValue).toArray(),
            logits.toArray(float[][]::new),
            classifier.temperature()));
  }

  private Path articles(int count) throws IOException {
    var random = new Random(SEED);
    var lines = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      var title = new StringBuilder();
      for (int words = 1 + random.nextInt(20); words > 0; words--) {
        title.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      }
      String label = List.of("Harbour", "Market", "Club").get(random.nextInt(3));
      lines.add("{\"title\":\"%s\",\"label\":\"%s\"}".formatted(title, label));
    }
    return Files.write(directory.resolve("articles"), lines);
  }

  private static EvaluationRows rows(Path file, Classifier classifier) {
    return new EvaluationRows(List.of(file), classifier.labels(), BadRows.REFUSE, Long.MAX_VALUE);
  }

  private static Classifier load(Path checkpoint) throws IOException {
    return Classifier.load(Checkpoint.open(checkpoint), Compute.reference(), 0);
  }

  private Path withTemperature(double temperature) throws Exception {
    Path copy = Files.createDirectory(directory.resolve("softened"));
    try (Stream<Path> files = Files.list(tinyBert())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
    }
    Path config = copy.resolve("config.json");
    String json = Files.readString(config);
    Files.writeString(
        config, json.replaceFirst("\\{", "{\"calibration_temperature\": " + temperature + ","));
    return copy;
  }

  private static Path tinyBert() throws URISyntaxException {
    URL url = Classifier.class.getResource("tiny-bert");
    if (url == null) {
      throw new AssertionError("no test resource tiny-bert");
    }
    return Path.of(url.toURI());
  }
}
