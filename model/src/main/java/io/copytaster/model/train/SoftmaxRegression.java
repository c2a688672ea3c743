package io.copytaster.model.train;

import io.copytaster.model.network.TrainingLoss;
import io.copytaster.model.network.TrainingStep;
import io.copytaster.model.tensors.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fits a {@link LinearHead} to vectors by minimising cross-entropy with AdamW (Loshchilov and
 * Hutter 2019); its bias does not decay.
 */
final class SoftmaxRegression {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final LinearHead head;
  private final Adam ofWeight;
  private final Adam ofBias;

  /** Begins with zeros. */
  SoftmaxRegression(int labels, int size) {
    this.head = LinearHead.zeros(labels, size);
    this.ofWeight = new Adam("weight", head.weight());
    this.ofBias = new Adam("bias", head.bias());
  }

  /** As it is now. */
  LinearHead head() {
    return head;
  }

  /**
   * @param vectors one each row
   * @param targets shape (rows, labels): probabilities, each row times its weight
   * @param how with the rate, the weight decay and the step's number
   */
  TrainingLoss step(float[][] vectors, float[] targets, TrainingStep how) {
    double total = 0;
    for (float target : targets) {
      total += target;
    }
    var weightGradient = new double[head.weight().length];
    var biasGradient = new double[head.labels()];
    double loss = 0;
    for (int row = 0; row < vectors.length; row++) {
      loss += add(vectors[row], targets, row, total, weightGradient, biasGradient);
    }
    double norm = Math.sqrt(squares(weightGradient) + squares(biasGradient));
    var found = new TrainingLoss(loss, norm);
    if (found.isFinite()) {
      ofWeight.step(weightGradient, how.rate(), how.weightDecay(), how.number());
      ofBias.step(biasGradient, how.rate(), 0, how.number());
    }
    return found;
  }

  /** Adds one row's share of the gradient, and returns its share of the loss. */
  private double add(
      float[] vector, float[] targets, int row, double total, double[] weight, double[] bias) {
    float[] logits = head.logits(vector);
    double max = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - max);
    }
    double mass = 0;
    for (int k = 0; k < logits.length; k++) {
      mass += targets[row * logits.length + k];
    }
    double loss = 0;
    for (int k = 0; k < logits.length; k++) {
      double logProbability = logits[k] - max - Math.log(sum);
      double target = targets[row * logits.length + k];
      loss -= target * logProbability / total;
      double error = (mass * Math.exp(logProbability) - target) / total;
      bias[k] += error;
      for (int i = 0; i < vector.length; i++) {
        weight[k * vector.length + i] += error * vector[i];
      }
    }
    return loss;
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  /** All that steps change, by name. */
  Map<String, Tensor> state() {
    var tensors = new LinkedHashMap<String, Tensor>();
    ofWeight.save(tensors);
    ofBias.save(tensors);
    return tensors;
  }

  /**
   * @throws IllegalArgumentException if it is the state of another shape
   */
  void restore(Map<String, Tensor> state) {
    ofWeight.restore(state);
    ofBias.restore(state);
  }

  /** One parameter and its running moments. */
  private static final class Adam {
    private final String name;
    private final float[] parameter;
    private final float[] mean;
    private final float[] square;

    private Adam(String name, float[] parameter) {
      this.name = name;
      this.parameter = parameter;
      this.mean = new float[parameter.length];
      this.square = new float[parameter.length];
    }

    private void step(double[] gradient, double rate, double decay, long number) {
      double unbias1 = 1 - Math.pow(BETA1, number);
      double unbias2 = 1 - Math.pow(BETA2, number);
      for (int i = 0; i < parameter.length; i++) {
        mean[i] = (float) (BETA1 * mean[i] + (1 - BETA1) * gradient[i]);
        square[i] = (float) (BETA2 * square[i] + (1 - BETA2) * gradient[i] * gradient[i]);
        double update = mean[i] / unbias1 / (Math.sqrt(square[i] / unbias2) + EPSILON);
        parameter[i] -= (float) (rate * (update + decay * parameter[i]));
      }
    }

    private void save(Map<String, Tensor> tensors) {
      List<Long> shape = List.of((long) parameter.length);
      tensors.put(name, Tensor.ofFloats(shape, parameter));
      tensors.put(name + ".mean", Tensor.ofFloats(shape, mean));
      tensors.put(name + ".square", Tensor.ofFloats(shape, square));
    }

    private void restore(Map<String, Tensor> tensors) {
      read(tensors.get(name), parameter);
      read(tensors.get(name + ".mean"), mean);
      read(tensors.get(name + ".square"), square);
    }

    private static void read(@Nullable Tensor tensor, float[] target) {
      if (tensor == null || tensor.data().remaining() != target.length * Float.BYTES) {
        throw new IllegalArgumentException("the saved state is not that of this head");
      }
      tensor.data().asFloatBuffer().get(target);
    }
  }
}
