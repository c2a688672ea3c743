package io.copytaster.streams.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the sidecar learns from, and how.
 *
 * @param minReviewed new reviewed articles before a run is worth its while
 * @param group the consumer group whose one member works
 * @param lease how long a sidecar that died keeps the others waiting
 * @param place where runs and their journal are kept; null for a folder in the cache
 * @param regime {@code adapter}, {@code full} or {@code head}
 * @param epochs over the rows
 * @param rate the highest learning rate; empty for the regime's own
 * @param window of the newest reviewed articles, at most so many are the window
 * @param history records before the window that are read for replay and held-out rows
 * @param replay replayed rows for each row of the window
 * @param heldOut share of the reviewed articles that never teach, to judge by
 * @param newLabelRows reviewed articles that it takes for a label to be added to the taxonomy
 * @param baseFile labelled articles that are replayed too; null for none
 * @param goldenFile the golden articles; null to carry on with the champion's
 * @param goldenRows how many are chosen where the champion has none
 * @param seed of sampling and training
 * @param gate what a candidate must show
 */
public record RetrainSettings(
    int minReviewed,
    String group,
    Duration lease,
    @Nullable Path place,
    String regime,
    int epochs,
    Optional<Double> rate,
    int window,
    int history,
    double replay,
    double heldOut,
    int newLabelRows,
    @Nullable Path baseFile,
    @Nullable Path goldenFile,
    int goldenRows,
    int seed,
    GateSettings gate) {

  private static final int MANY = 100_000_000;

  static final Setting<Integer> MIN_REVIEWED =
      new Setting<>(
          "retrain.min-reviewed",
          ValueType.integer(1, MANY),
          "200",
          "New reviewed articles before a run is worth its while.");
  static final Setting<String> GROUP =
      new Setting<>(
          "retrain.group",
          ValueType.matching("\\S{1,200}", "a name without spaces"),
          "copytaster-retrain",
          "The consumer group of the sidecars, and their transactional id: of all in it, one works"
              + " and the others wait.");
  static final Setting<Duration> LEASE =
      new Setting<>(
          "retrain.lease",
          ValueType.duration("6s", "300s"),
          "10s",
          "How long the others wait for a sidecar that has died.");
  static final Setting<Optional<Path>> DIRECTORY =
      new Setting<>(
          "retrain.directory",
          ValueType.orEmpty(ValueType.directory()),
          "",
          "Where a run and its journal are kept, so that it goes on after a crash; empty for the"
              + " folder `retrain` in `model.cache`.");
  static final Setting<String> REGIME =
      new Setting<>(
          "retrain.regime",
          ValueType.choice("adapter", "full", "head"),
          "adapter",
          "What is learned: low-rank adapters beside every layer, every weight, or the classifier"
              + " alone.");
  static final Setting<Integer> EPOCHS =
      new Setting<>(
          "retrain.epochs", ValueType.integer(1, 1_000), "3", "How often each row is seen.");
  static final Setting<Optional<Double>> RATE =
      new Setting<>(
          "retrain.learning-rate",
          ValueType.orAuto(ValueType.decimal("0.000000001", "1")),
          "auto",
          "The highest learning rate; `auto` is the regime's own.");
  static final Setting<Integer> WINDOW =
      new Setting<>(
          "retrain.window",
          ValueType.integer(1, MANY),
          "20000",
          "Of the reviewed articles since the champion's training, the newest so many are learned.");
  static final Setting<Integer> HISTORY =
      new Setting<>(
          "retrain.history",
          ValueType.integer(0, MANY),
          "100000",
          "Records before these, over all partitions, that are read for replay and for held-out"
              + " rows.");
  static final Setting<Double> REPLAY =
      new Setting<>(
          "retrain.replay",
          ValueType.decimal("0", "1000"),
          "1",
          "Older rows that are learned again for each row of the window, most of the labels that"
              + " the window has least of.");
  static final Setting<Double> HELD_OUT =
      new Setting<>(
          "retrain.held-out",
          ValueType.decimal("0.01", "0.9"),
          "0.2",
          "Share of the reviewed articles, by a hash of their ids, that never teach: the gate"
              + " judges by them.");
  static final Setting<Integer> NEW_LABEL_ROWS =
      new Setting<>(
          "retrain.new-label-rows",
          ValueType.integer(2, MANY),
          "20",
          "Reviewed articles that a label needs to be added to the taxonomy; rarer new labels are"
              + " left out.");
  static final Setting<Optional<Path>> BASE =
      new Setting<>(
          "retrain.base",
          ValueType.orEmpty(ValueType.file()),
          "",
          "Labelled articles, as `train` reads them, that are replayed beside older reviewed ones.");
  static final Setting<Optional<Path>> GOLDEN =
      new Setting<>(
          "retrain.golden",
          ValueType.orEmpty(ValueType.file()),
          "",
          "Labelled articles that every candidate is asked; empty to carry on with the champion's,"
              + " or else to choose some held-out ones.");
  static final Setting<Integer> GOLDEN_ROWS =
      new Setting<>(
          "retrain.golden-rows",
          ValueType.integer(1, 100_000),
          "200",
          "How many are chosen where the champion has none.");
  static final Setting<Integer> SEED =
      new Setting<>(
          "retrain.seed", ValueType.integer(0, MANY), "1", "Seed of the sample and the training.");

  static final List<Setting<?>> ALL =
      List.of(
          MIN_REVIEWED,
          GROUP,
          LEASE,
          DIRECTORY,
          REGIME,
          EPOCHS,
          RATE,
          WINDOW,
          HISTORY,
          REPLAY,
          HELD_OUT,
          NEW_LABEL_ROWS,
          BASE,
          GOLDEN,
          GOLDEN_ROWS,
          SEED);

  /** Where runs and their journal are kept; empty for a folder in the cache. */
  public Optional<Path> directory() {
    return Optional.ofNullable(place);
  }

  /** Labelled articles that are replayed beside older reviewed ones. */
  public Optional<Path> base() {
    return Optional.ofNullable(baseFile);
  }

  /** The golden articles; empty to carry on with the champion's. */
  public Optional<Path> golden() {
    return Optional.ofNullable(goldenFile);
  }

  static RetrainSettings from(SettingValues values) {
    return new RetrainSettings(
        values.get(MIN_REVIEWED),
        values.get(GROUP),
        values.get(LEASE),
        values.get(DIRECTORY).orElse(null),
        values.get(REGIME),
        values.get(EPOCHS),
        values.get(RATE),
        values.get(WINDOW),
        values.get(HISTORY),
        values.get(REPLAY),
        values.get(HELD_OUT),
        values.get(NEW_LABEL_ROWS),
        values.get(BASE).orElse(null),
        values.get(GOLDEN).orElse(null),
        values.get(GOLDEN_ROWS),
        values.get(SEED),
        GateSettings.from(values));
  }
}
