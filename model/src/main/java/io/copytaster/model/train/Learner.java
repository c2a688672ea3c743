package io.copytaster.model.train;

import io.copytaster.model.checkpoint.CheckpointDraft;
import io.copytaster.model.network.TrainingLoss;
import io.copytaster.model.network.TrainingStep;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.util.Map;

/** What is trained: it learns from rows, answers the held-out ones, and owns its native memory. */
interface Learner extends AutoCloseable {

  /**
   * Learns from some of the training rows, unless its loss or gradient is no number.
   *
   * @param rows their places among the training rows
   * @param targets what they should be answered, shape (rows, labels), row-major
   */
  TrainingLoss step(int[] rows, float[] targets, TrainingStep how);

  /** Logits of the held-out rows, shape (rows, labels). */
  float[][] answers();

  /** The weights that answer, of those that are learned: in fp32, by name. */
  Map<String, Tensor> learned();

  /**
   * The checkpoint to be written of them.
   *
   * @param learned what {@link #learned} gave
   * @param temperature that calibrates them
   */
  CheckpointDraft draft(Map<String, Tensor> learned, double temperature);

  /** All that the steps have changed, by name. */
  Map<String, Tensor> state();

  /**
   * Goes back to the state that a learner of the same plan had.
   *
   * @throws IllegalArgumentException if a tensor is missing or misshapen
   */
  void restore(Map<String, Tensor> state);

  @Override
  void close() throws IOException;
}
