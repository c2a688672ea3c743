package io.copytaster.streams.engine;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.streams.slot.ServedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Answers with the article's first id as its logit, so that a mix-up shows; fails on demand. A text
 * is a number, and its only token.
 */
public final class FakeClassifier implements ServedModel {

  public static final LabelSet LABELS = new LabelSet(List.of("World", "Sports"));

  /** How every fake tokenizes unless it is told otherwise. */
  public static final String TOKENIZATION = "numbers/512";

  /** The id of each of the probe's ten tokens. */
  public static final int PROBE = 9999;

  private final String name;
  private final String tokenization;
  private final UnaryOperator<int[]> tokenizer;
  private final Consumer<long[]> before;
  private final Set<Long> forgotten = new HashSet<>();
  private final AtomicInteger closings = new AtomicInteger();
  private final List<Integer> sizes = new CopyOnWriteArrayList<>();

  /**
   * @param before called with the first id of each row before a batch is computed; what it throws
   *     is the device's failure
   */
  public FakeClassifier(Consumer<long[]> before) {
    this("fake", TOKENIZATION, number -> number, before);
  }

  /**
   * @param name the model's identifier
   * @param tokenizer what a text becomes, given its number
   */
  public FakeClassifier(
      String name, String tokenization, UnaryOperator<int[]> tokenizer, Consumer<long[]> before) {
    this.name = name;
    this.tokenization = tokenization;
    this.tokenizer = tokenizer;
    this.before = before;
  }

  /** A healthy device with a model of this identifier. */
  public static FakeClassifier named(String name) {
    return new FakeClassifier(name, TOKENIZATION, number -> number, firstIds -> {});
  }

  /** A healthy device. */
  public static FakeClassifier healthy() {
    return new FakeClassifier(firstIds -> {});
  }

  /** Fails on every batch that holds an article with one of these ids. */
  public static FakeClassifier poisonedBy(Long... ids) {
    var poison = List.of(ids);
    return new FakeClassifier(
        firstIds -> {
          for (long id : firstIds) {
            if (poison.contains(id)) {
              throw new IllegalStateException("poison " + id);
            }
          }
        });
  }

  /** Says nothing of the articles with these ids. */
  public static FakeClassifier forgetting(Long... ids) {
    FakeClassifier classifier = healthy();
    classifier.forgotten.addAll(List.of(ids));
    return classifier;
  }

  public static long logitOf(Labelling labelling) {
    return (long) labelling.prediction().logit(0);
  }

  /** Rows of every batch that was asked for, in order. */
  public List<Integer> sizes() {
    return sizes;
  }

  @Override
  public String model() {
    return name;
  }

  @Override
  public String taxonomy() {
    return "fake/1";
  }

  @Override
  public Tokens tokenize(String text) {
    return new Tokens(tokenizer.apply(new int[] {Integer.parseInt(text.strip())}), false);
  }

  @Override
  public String tokenization() {
    return tokenization;
  }

  @Override
  public int maxTokens() {
    return 512;
  }

  @Override
  public Tokens probe() {
    var ids = new int[10];
    Arrays.fill(ids, PROBE);
    return new Tokens(ids, false);
  }

  @Override
  public LabelSet labels() {
    return LABELS;
  }

  @Override
  public double temperature() {
    return 1;
  }

  /** How often it was closed. */
  public int closings() {
    return closings.get();
  }

  @Override
  public void close() {
    closings.incrementAndGet();
  }

  @Override
  public List<Prediction> classify(TokenBatch batch) {
    if (closings.get() > 0) {
      throw new IllegalStateException(name + " is closed");
    }
    sizes.add(batch.size());
    long[] ids = batch.ids();
    var firstIds = new long[batch.size()];
    for (int row = 0; row < firstIds.length; row++) {
      firstIds[row] = ids[row * batch.width()];
    }
    before.accept(firstIds);
    var predictions = new ArrayList<Prediction>();
    for (long id : firstIds) {
      if (!forgotten.contains(id)) {
        predictions.add(Prediction.ofLogits(LABELS, new float[] {id, 0}, 1));
      }
    }
    return predictions;
  }
}
