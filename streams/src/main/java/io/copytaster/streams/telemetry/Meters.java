package io.copytaster.streams.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Every meter this program keeps: name, unit and tags in one place, in base units, and each with
 * one set of tags.
 */
public final class Meters {

  /** Counter. */
  public static final MeterName SWAPS =
      new MeterName(
          "copytaster.swaps",
          "models",
          "Announced models: published, abandoned, or why they were refused.",
          "outcome");

  /** Timer. */
  public static final MeterName SWAP_DURATION =
      new MeterName(
          "copytaster.swap.duration", "seconds", "From an announcement until its model served.");

  /** Timer. */
  public static final MeterName SWAP_SLICE =
      new MeterName(
          "copytaster.swap.slice",
          "seconds",
          "What a candidate computed between two batches: each at most, an article waited.");

  /** Gauge. */
  public static final MeterName MODEL_INFO =
      new MeterName(
          "copytaster.model.info", "", "1, under the model that serves.", "model", "taxonomy");

  /** Counter. */
  public static final MeterName ARTICLES_RECEIVED =
      new MeterName("copytaster.articles.received", "articles", "Raw records that were processed.");

  /** Counter. */
  public static final MeterName ARTICLES_LABELED =
      new MeterName("copytaster.articles.labeled", "articles", "Labels forwarded.", "label");

  /** Counter. */
  public static final MeterName ARTICLES_DEAD =
      new MeterName(
          "copytaster.articles.dead", "articles", "Records to the dead-letter topic.", "reason");

  /** Counter. */
  public static final MeterName ARTICLES_TRUNCATED =
      new MeterName(
          "copytaster.articles.truncated", "articles", "Articles longer than the model reads.");

  /** Counter. */
  public static final MeterName TOKENS =
      new MeterName("copytaster.tokens", "tokens", "Word pieces of labelled articles.");

  /** Counter. */
  public static final MeterName UNKNOWN_TOKENS =
      new MeterName(
          "copytaster.tokens.unknown", "tokens", "Those that the vocabulary does not have.");

  /** Counter. */
  public static final MeterName BATCHES =
      new MeterName("copytaster.batches", "batches", "Batches computed without failure.");

  /** Counter; by {@link #BATCHES} it is the mean size. */
  public static final MeterName BATCH_ARTICLES =
      new MeterName("copytaster.batch.articles", "articles", "Articles in these batches.");

  /** Counter; these are in no batch. */
  public static final MeterName REPEATS =
      new MeterName(
          "copytaster.repeats",
          "articles",
          "Articles that got the label of another one of which the model reads the same.");

  /** Counter. */
  public static final MeterName BATCH_TOKENS =
      new MeterName("copytaster.batch.tokens", "tokens", "Tokens in them, padding not counted.");

  /** Counter. */
  public static final MeterName BATCH_PADDED_TOKENS =
      new MeterName("copytaster.batch.padded.tokens", "tokens", "Tokens in them with padding.");

  /** Distribution summary with buckets. */
  public static final MeterName BATCH_SIZE_ARTICLES =
      new MeterName("copytaster.batch.size.articles", "articles", "Articles of one batch.");

  /** Distribution summary with buckets. */
  public static final MeterName BATCH_SIZE_TOKENS =
      new MeterName(
          "copytaster.batch.size.tokens", "tokens", "Tokens of one batch, padding not counted.");

  /** Counter. */
  public static final MeterName DEVICE_BUSY =
      new MeterName("copytaster.device.busy", "seconds", "Time the device computed.");

  /** Gauge. */
  public static final MeterName DEVICE_PENDING =
      new MeterName("copytaster.device.pending", "tokens", "Tokens that wait or are computed.");

  /** Gauge. */
  public static final MeterName DEVICE_ARTICLES =
      new MeterName(
          "copytaster.device.pending.articles", "articles", "Articles that wait or are computed.");

  /** Timer with buckets. */
  public static final MeterName LATENCY =
      new MeterName(
          "copytaster.latency",
          "seconds",
          "From a record's timestamp until its label was forwarded.");

  /** Timer. */
  public static final MeterName STAGE =
      new MeterName(
          "copytaster.stage",
          "seconds",
          "What an article spent in each stage: tokenize, queue, infer (its whole batch), forward.",
          "stage");

  /** Distribution summary with buckets. */
  public static final MeterName CONFIDENCE =
      new MeterName("copytaster.confidence", "", "Probability of the label that was given.");

  /** Gauge. */
  public static final MeterName LAG =
      new MeterName(
          "copytaster.lag", "records", "Records of this instance's partitions that wait in Kafka.");

  /** Gauge. */
  public static final MeterName BEHIND =
      new MeterName(
          "copytaster.behind",
          "seconds",
          "Age of the record that was taken last, while others wait; 0 if none does.");

  /** Gauge. */
  public static final MeterName REGISTRY_AWAY =
      new MeterName(
          "copytaster.registry.away",
          "seconds",
          "How long records have waited for a schema registry that is away; 0 if none does.");

  /** Gauge; not a number where the operating system does not say. */
  public static final MeterName RESIDENT_MEMORY =
      new MeterName("copytaster.memory.resident", "bytes", "What the process holds in memory.");

  /** Gauge. */
  public static final MeterName OPEN_TENSORS =
      new MeterName(
          "copytaster.tensors.open",
          "tensors",
          "Tensors that models hold on their device: more only during a batch, or of a second"
              + " model.");

  /** Gauge: population stability index; not a number while there are too few articles to say. */
  public static final MeterName DRIFT =
      new MeterName(
          "copytaster.drift",
          "",
          "Population stability index of a feature against the training; source is all, a source,"
              + " or other.",
          "feature",
          "source");

  /** Counter. */
  public static final MeterName SHADOW_ARTICLES =
      new MeterName(
          "copytaster.shadow.articles",
          "articles",
          "Articles sampled for the challenger: labeled, failed, or shed and why.",
          "outcome");

  /** Counter. */
  public static final MeterName SHADOW_LABELS =
      new MeterName(
          "copytaster.shadow.labels",
          "articles",
          "Articles that both labelled, by the label of each.",
          "champion",
          "challenger");

  /** Gauge: share of equal labels since this challenger began; not a number before the first. */
  public static final MeterName SHADOW_AGREEMENT =
      new MeterName(
          "copytaster.shadow.agreement", "", "Share of articles that both label the same.");

  /** Distribution summary. */
  public static final MeterName SHADOW_CONFIDENCE =
      new MeterName(
          "copytaster.shadow.confidence",
          "",
          "Probability of the label, of the articles that both labelled.",
          "role");

  /** Counter. */
  public static final MeterName RETRAIN_RUNS =
      new MeterName(
          "copytaster.retrain.runs",
          "runs",
          "Retraining runs that ended: promoted, rejected, withheld for a pin, abandoned, or"
              + " too-few reviewed articles to begin one that was asked for.",
          "outcome");

  /** Timer. */
  public static final MeterName RETRAIN_DURATION =
      new MeterName(
          "copytaster.retrain.duration", "seconds", "From the beginning of a run to its end.");

  /** Counter. */
  public static final MeterName RETRAIN_ROWS =
      new MeterName(
          "copytaster.retrain.rows",
          "rows",
          "Rows of runs: learned from the window or replayed, held-out, or left-out for a label"
              + " that is too rare.",
          "origin");

  /** Gauge; not a number before the first verdict. */
  public static final MeterName RETRAIN_ACCURACY =
      new MeterName(
          "copytaster.retrain.accuracy",
          "",
          "Accuracy on held-out rows by the last verdict, of champion and candidate.",
          "role");

  /** Gauge. */
  public static final MeterName RETRAIN_REVIEWED =
      new MeterName(
          "copytaster.retrain.reviewed", "articles", "Reviewed articles that no run has seen.");

  /** Gauge; not a number before the first run. */
  public static final MeterName RETRAIN_AGE =
      new MeterName("copytaster.retrain.age", "seconds", "Since the last run began.");

  /** Gauge. */
  public static final MeterName RETRAIN_LEASE =
      new MeterName(
          "copytaster.retrain.lease", "", "1 for the sidecar that works, 0 for one that waits.");

  private Meters() {}

  /** The counter with these values of its tags; made when it is first asked for. */
  public static Counter counter(MeterRegistry registry, MeterName meter, String... values) {
    return Counter.builder(meter.name())
        .description(meter.doc())
        .baseUnit(meter.suffix().orElse(null))
        .tags(meter.tagged(values))
        .register(registry);
  }

  /**
   * A counter that somebody else counts, and never back.
   *
   * @param owner who counts; not kept alive by the meter
   */
  public static <T> FunctionCounter counter(
      MeterRegistry registry, MeterName meter, T owner, ToDoubleFunction<T> count) {
    return FunctionCounter.builder(meter.name(), owner, count)
        .description(meter.doc())
        .baseUnit(meter.suffix().orElse(null))
        .register(registry);
  }

  /** A number as it is when it is asked for; it holds on to the supplier. */
  public static Gauge gauge(
      MeterRegistry registry, MeterName meter, DoubleSupplier value, String... values) {
    return Gauge.builder(meter.name(), value::getAsDouble)
        .description(meter.doc())
        .baseUnit(meter.suffix().orElse(null))
        .tags(meter.tagged(values))
        .register(registry);
  }

  /** A distribution with these values of its tags. */
  public static DistributionSummary summary(
      MeterRegistry registry, MeterName meter, String... values) {
    return DistributionSummary.builder(meter.name())
        .description(meter.doc())
        .baseUnit(meter.suffix().orElse(null))
        .tags(meter.tagged(values))
        .register(registry);
  }

  /** Durations, with their count and their longest. */
  public static Timer timer(MeterRegistry registry, MeterName meter, String... values) {
    return Timer.builder(meter.name())
        .description(meter.doc())
        .tags(meter.tagged(values))
        .register(registry);
  }
}
