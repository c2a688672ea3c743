package io.copytaster.benchmarks.measure;

/**
 * What one contender is to be against another, in the same run.
 *
 * @param ratio how many times as fast it was
 * @param least the ratio that was promised
 */
public record Claim(String name, String baseline, Spread ratio, double least) {

  public boolean holds() {
    return ratio.median() >= least;
  }
}
