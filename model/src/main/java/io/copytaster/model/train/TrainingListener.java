package io.copytaster.model.train;

/** Is told how a training goes, in the training's thread. */
public interface TrainingListener {

  /** Rows tokenized, or encoded, before the first step. */
  default void prepared(String what, long done, long total) {}

  /** After every step. */
  default void stepped(TrainingProgress progress) {}

  /** After every measurement on the held-out rows. */
  default void measured(Measurement measurement) {}

  /** Something the user should know, in a sentence. */
  default void noted(String sentence) {}
}
