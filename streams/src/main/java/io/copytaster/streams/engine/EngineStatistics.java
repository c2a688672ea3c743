package io.copytaster.streams.engine;

import io.copytaster.model.batch.TokenBatch;
import java.util.List;

/**
 * What a device has done since it started.
 *
 * @param batches computed without failure
 * @param articles computed and labelled
 * @param repeats articles that got the label of another one, of which the model reads the same
 * @param failures articles that were found to be the reason why a batch failed
 * @param tokens of the computed articles
 * @param paddedTokens the same with padding: what the device computed for them
 * @param busyNanos spent in the classifier, failures and probes included; of several lanes the mean
 */
public record EngineStatistics(
    long batches,
    long articles,
    long repeats,
    long failures,
    long tokens,
    long paddedTokens,
    long busyNanos) {

  static final EngineStatistics NONE = new EngineStatistics(0, 0, 0, 0, 0, 0, 0);

  /** What all lanes of a device have done, and how long it would have taken them together. */
  static EngineStatistics of(List<EngineStatistics> lanes) {
    var sum = lanes.stream().reduce(NONE, EngineStatistics::plus);
    return new EngineStatistics(
        sum.batches,
        sum.articles,
        sum.repeats,
        sum.failures,
        sum.tokens,
        sum.paddedTokens,
        sum.busyNanos / lanes.size());
  }

  private EngineStatistics plus(EngineStatistics other) {
    return new EngineStatistics(
        batches + other.batches,
        articles + other.articles,
        repeats + other.repeats,
        failures + other.failures,
        tokens + other.tokens,
        paddedTokens + other.paddedTokens,
        busyNanos + other.busyNanos);
  }

  EngineStatistics plusBatch(TokenBatch batch) {
    return new EngineStatistics(
        batches + 1,
        articles + batch.size(),
        repeats,
        failures,
        tokens + batch.tokens(),
        paddedTokens + batch.paddedTokens(),
        busyNanos);
  }

  EngineStatistics plusRepeats(int count) {
    return new EngineStatistics(
        batches, articles, repeats + count, failures, tokens, paddedTokens, busyNanos);
  }

  EngineStatistics plusFailure() {
    return new EngineStatistics(
        batches, articles, repeats, failures + 1, tokens, paddedTokens, busyNanos);
  }

  EngineStatistics plusBusy(long nanos) {
    return new EngineStatistics(
        batches, articles, repeats, failures, tokens, paddedTokens, busyNanos + nanos);
  }
}
