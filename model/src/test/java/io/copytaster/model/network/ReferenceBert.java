package io.copytaster.model.network;

/**
 * BERT as the papers write it (Devlin et al. 2018, Vaswani et al. 2017), one article at a time in
 * double precision: slow, plain, and independent of libtorch.
 */
final class ReferenceBert {

  private final TransformerConfig config;
  private final RandomWeights weights;

  ReferenceBert(TransformerConfig config, RandomWeights weights) {
    this.config = config;
    this.weights = weights;
  }

  double[] logits(int... ids) {
    double[][] h = embed(ids);
    for (int i = 0; i < config.layers(); i++) {
      String layer = "encoder.layer." + i + ".";
      double[][] a = linear(layer + "attention.output.dense", attention(layer, h));
      h = layerNorm(layer + "attention.output.LayerNorm", add(a, h));
      double[][] f = activate(linear(layer + "intermediate.dense", h));
      h = layerNorm(layer + "output.LayerNorm", add(linear(layer + "output.dense", f), h));
    }
    double[][] pooled = {pool(h)};
    if (config.classifierDense() > 0) {
      pooled = relu(linear("pre_classifier", pooled));
    }
    return config.labels() == 0 ? pooled[0] : linear("classifier", pooled)[0];
  }

  private double[][] embed(int[] ids) {
    int size = config.hiddenSize();
    float[] words = weights.values("embeddings.word_embeddings.weight");
    float[] positions = weights.values("embeddings.position_embeddings.weight");
    float[] types = weights.values("embeddings.token_type_embeddings.weight");
    var h = new double[ids.length][size];
    for (int t = 0; t < ids.length; t++) {
      for (int j = 0; j < size; j++) {
        h[t][j] = words[ids[t] * size + j] + (double) positions[t * size + j] + types[j];
      }
    }
    return layerNorm("embeddings.LayerNorm", h);
  }

  private double[][] attention(String layer, double[][] h) {
    double[][] q = linear(layer + "attention.self.query", h);
    double[][] k = linear(layer + "attention.self.key", h);
    double[][] v = linear(layer + "attention.self.value", h);
    int depth = config.hiddenSize() / config.heads();
    var out = new double[h.length][config.hiddenSize()];
    for (int head = 0; head < config.heads(); head++) {
      int from = head * depth;
      for (int t = 0; t < h.length; t++) {
        var p = new double[h.length];
        for (int s = 0; s < h.length; s++) {
          for (int j = from; j < from + depth; j++) {
            p[s] += q[t][j] * k[s][j] / Math.sqrt(depth);
          }
        }
        softmax(p);
        for (int s = 0; s < h.length; s++) {
          for (int j = from; j < from + depth; j++) {
            out[t][j] += p[s] * v[s][j];
          }
        }
      }
    }
    return out;
  }

  private double[] pool(double[][] h) {
    switch (config.pooling()) {
      case CLS:
        return h[0];
      case POOLER:
        double[] p = linear("pooler.dense", new double[][] {h[0]})[0];
        for (int j = 0; j < p.length; j++) {
          p[j] = Math.tanh(p[j]);
        }
        return p;
      case MEAN:
        var mean = new double[config.hiddenSize()];
        for (double[] token : h) {
          for (int j = 0; j < mean.length; j++) {
            mean[j] += token[j] / h.length;
          }
        }
        return mean;
    }
    throw new AssertionError(config.pooling());
  }

  private double[][] linear(String name, double[][] x) {
    float[] weight = weights.values(name + ".weight");
    float[] bias = weights.values(name + ".bias");
    var y = new double[x.length][bias.length];
    for (int t = 0; t < x.length; t++) {
      for (int o = 0; o < bias.length; o++) {
        double sum = bias[o];
        for (int i = 0; i < x[t].length; i++) {
          sum += weight[o * x[t].length + i] * x[t][i];
        }
        y[t][o] = sum;
      }
    }
    return y;
  }

  private double[][] layerNorm(String name, double[][] x) {
    float[] gain = weights.values(name + ".weight");
    float[] bias = weights.values(name + ".bias");
    var y = new double[x.length][gain.length];
    for (int t = 0; t < x.length; t++) {
      double mean = 0;
      for (double value : x[t]) {
        mean += value / gain.length;
      }
      double variance = 0;
      for (double value : x[t]) {
        variance += (value - mean) * (value - mean) / gain.length;
      }
      double scale = 1 / Math.sqrt(variance + config.layerNormEpsilon());
      for (int j = 0; j < gain.length; j++) {
        y[t][j] = (x[t][j] - mean) * scale * gain[j] + bias[j];
      }
    }
    return y;
  }

  private double[][] activate(double[][] x) {
    for (double[] row : x) {
      for (int j = 0; j < row.length; j++) {
        row[j] = activate(row[j]);
      }
    }
    return x;
  }

  private static double[][] relu(double[][] x) {
    for (double[] row : x) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.max(row[j], 0);
      }
    }
    return x;
  }

  private double activate(double x) {
    return switch (config.activation()) {
      case GELU -> x * (1 + erf(x / Math.sqrt(2))) / 2;
      case GELU_TANH ->
          x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))) / 2;
      case RELU -> Math.max(x, 0);
    };
  }

  /** By its Maclaurin series, which converges everywhere and is exact enough below 6. */
  private static double erf(double x) {
    if (Math.abs(x) > 5) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  private static void softmax(double[] p) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : p) {
      max = Math.max(max, value);
    }
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(p[i] - max);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
  }

  private static double[][] add(double[][] a, double[][] b) {
    for (int t = 0; t < a.length; t++) {
      for (int j = 0; j < a[t].length; j++) {
        a[t][j] += b[t][j];
      }
    }
    return a;
  }
}
