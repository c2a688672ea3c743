package io.copytaster.benchmarks.lineup;

/** One question of the benchmarks, with the contenders that answer it. */
public interface Scenario {

  /** What it is chosen by; the baselines have the lowest. */
  int number();

  /** What it asks, in a few words. */
  String title();

  /** Opens its contenders, and says why where some cannot take part. */
  void enter(Bench bench, Lineup lineup) throws Exception;
}
