package io.copytaster.model.train;

import io.copytaster.model.tensors.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A linear classifier: logits = W x + b.
 *
 * @param weight row-major, shape (labels, size)
 * @param bias shape (labels)
 */
record LinearHead(float[] weight, float[] bias) {

  LinearHead {
    if (bias.length == 0 || weight.length % bias.length != 0) {
      throw new IllegalArgumentException(
          weight.length + " weights do not make rows for " + bias.length + " labels");
    }
  }

  static LinearHead zeros(int labels, int size) {
    return new LinearHead(new float[labels * size], new float[labels]);
  }

  int labels() {
    return bias.length;
  }

  int size() {
    return weight.length / bias.length;
  }

  /** One vector's logits, summed in double precision. */
  float[] logits(float[] vector) {
    var logits = new float[bias.length];
    for (int label = 0; label < bias.length; label++) {
      double sum = bias[label];
      for (int i = 0; i < vector.length; i++) {
        sum += weight[label * vector.length + i] * vector[i];
      }
      logits[label] = (float) sum;
    }
    return logits;
  }

  /** Both under the names they have in a network. */
  Map<String, Tensor> tensors() {
    var tensors = new LinkedHashMap<String, Tensor>();
    var shape = List.of((long) labels(), (long) size());
    tensors.put("classifier.weight", Tensor.ofFloats(shape, weight));
    tensors.put("classifier.bias", Tensor.ofFloats(List.of((long) labels()), bias));
    return tensors;
  }
}
