package io.copytaster.benchmarks.inference;

import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.MatrixWork;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.network.Compute;
import io.copytaster.model.tokens.Tokenizer;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.streams.config.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** 11: accuracy against speed, of every checkpoint in every precision. */
public final class Frontier implements Scenario {

  @Override
  public int number() {
    return 11;
  }

  @Override
  public String title() {
    return "accuracy against speed";
  }

  @Override
  public void enter(Bench bench, Lineup lineup) throws IOException {
    List<LabeledText> rows =
        bench.articles().rows().stream().filter(row -> row.label() != null).toList();
    if (rows.isEmpty()) {
      lineup.note("Accuracy was not asked: no article has a label.");
      return;
    }
    lineup.note(
        "Accuracy is on the %,d articles above; it says something where no checkpoint has seen them."
            .formatted(rows.size()));
    var checkpoints = new ArrayList<>(List.of(bench.checkpoint()));
    for (var directory : bench.more()) {
      checkpoints.add(Checkpoint.open(directory, bench.encoders()));
    }
    for (Checkpoint checkpoint : checkpoints) {
      int maxTokens = checkpoint.maxTokens();
      var tokenizer = lineup.own(Tokenizer.open(checkpoint.tokenizerFile(), maxTokens));
      for (Compute compute : bench.precisions()) {
        String precision = compute.precision().key();
        var classifier = lineup.own(Classifier.load(checkpoint, compute, 0));
        String name = checkpoint.name() + ", " + precision;
        var work = MatrixWork.of(checkpoint.config());
        lineup.add(this, new Judged(name, rows, tokenizer, work, classifier), precision);
      }
    }
  }

  /** A classifier whose answers are compared with the labels that people gave. */
  private record Judged(
      String name,
      List<LabeledText> rows,
      Tokenizer tokenizer,
      MatrixWork work,
      Classifier classifier)
      implements Contender<Turn> {

    @Override
    public Turn run() throws Exception {
      List<String> texts = rows.stream().map(row -> row.article().text()).toList();
      var batching = Batching.sorted(Settings.of(Map.of()).engine().batchTokens());
      var answers = new ArrayList<Prediction>();
      BatchNetwork network = batch -> answers.addAll(classifier.classify(batch));
      Turn turn = new InBatches(name, texts, tokenizer, work, batching, network).run();
      return turn.withAccuracy(accuracy(answers, order(texts, batching)));
    }

    /** The places of the articles, in the order in which they are computed. */
    private int[] order(List<String> texts, Batching batching) {
      int[] lengths = texts.stream().map(tokenizer::encode).mapToInt(Tokens::length).toArray();
      return batching.of(lengths).stream().flatMapToInt(Arrays::stream).toArray();
    }

    private double accuracy(List<Prediction> answers, int[] order) {
      long right =
          IntStream.range(0, order.length)
              .filter(i -> answers.get(i).label().equals(rows.get(order[i]).label()))
              .count();
      return (double) right / rows.size();
    }
  }
}
