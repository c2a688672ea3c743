package io.copytaster.streams.retrain;

import io.copytaster.streams.announce.Models;
import io.copytaster.streams.retrain.RetrainState.Publishing;
import java.io.IOException;

/**
 * What a run does to the world. Everything may be done again after a crash, and is then the same.
 */
interface RetrainWork {

  /** The identifier of the checkpoint that is the champion now. */
  String champion();

  /** All that is announced now. */
  Models announced();

  /**
   * Puts the run's rows into its folder.
   *
   * @throws AbandonedException if there is nothing to learn from them
   */
  Lesson read(Run run) throws IOException;

  /**
   * Trains the candidate to its end.
   *
   * @throws InterruptedRunException if it was stopped, and can be gone on with
   */
  void train(Run run, Lesson lesson) throws IOException;

  /** Lets champion and candidate answer, and completes the candidate's directory. */
  Candidate evaluate(Run run, Lesson lesson) throws IOException;

  /** Copies the candidate's files where every instance reaches them. */
  void publish(Publishing state) throws IOException;

  /** Keeps the verdict for people. */
  void record(Publishing state) throws IOException;

  /** Announces the candidate as the champion. */
  void announce(Publishing state) throws IOException;

  /** Removes the candidate's files from the shared storage, unless something announces them. */
  void withdraw(Publishing state) throws IOException;

  /** Removes the run's folder. */
  void discard(Run run) throws IOException;
}
