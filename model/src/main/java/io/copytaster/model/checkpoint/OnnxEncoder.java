package io.copytaster.model.checkpoint;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.tensors.DType;
import io.copytaster.model.tensors.Onnx;
import io.copytaster.model.tensors.Tensor;
import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A BERT encoder's weights from PyTorch's ONNX export, under their Hugging Face names.
 *
 * <p>The export keeps the names of embeddings, biases and layer norms. A linear weight becomes an
 * anonymous, transposed operand of a MatMul, whose own name is the weight's path: {@code
 * /encoder/layer.0/attention/self/query/MatMul}. That its result is added to the bias of the same
 * path confirms it.
 */
final class OnnxEncoder {

  private static final String MATMUL = "/MatMul";

  private OnnxEncoder() {}

  /**
   * @throws CheckpointException if a linear weight's name cannot be confirmed
   */
  static Map<String, Tensor> weights(Onnx model) {
    var weights = new LinkedHashMap<String, Tensor>();
    var anonymous = new HashSet<String>();
    for (Onnx.Node node : model.nodes()) {
      Tensor operand = operand(model, node);
      if (operand != null) {
        String path = path(model, node);
        anonymous.add(node.inputs().get(1));
        weights.put(path + ".weight", transposed(operand));
      }
    }
    model
        .initializers()
        .forEach(
            (name, tensor) -> {
              if (!anonymous.contains(name) && tensor.info().dtype() == DType.F32) {
                weights.put(name, tensor);
              }
            });
    return weights;
  }

  private static @Nullable Tensor operand(Onnx model, Onnx.Node node) {
    return node.operator().equals("MatMul") && node.inputs().size() == 2
        ? model.initializers().get(node.inputs().get(1))
        : null;
  }

  private static String path(Onnx model, Onnx.Node matmul) {
    String name = matmul.name();
    if (!name.startsWith("/") || !name.endsWith(MATMUL)) {
      throw unconfirmed(matmul, "its name is not a path that ends in " + MATMUL);
    }
    String path = name.substring(1, name.length() - MATMUL.length()).replace('/', '.');
    List<String> sum = List.of(matmul.outputs().get(0), path + ".bias");
    if (model.nodes().stream()
        .noneMatch(node -> node.operator().equals("Add") && node.inputs().containsAll(sum))) {
      throw unconfirmed(matmul, "its result is not added to " + path + ".bias");
    }
    return path;
  }

  private static CheckpointException unconfirmed(Onnx.Node matmul, String why) {
    return new CheckpointException(
        Problem.TENSOR_UNEXPECTED, "no name for the weight of " + matmul.name() + ": " + why);
  }

  /** (in, out) as ONNX multiplies, to (out, in) as PyTorch keeps it. */
  private static Tensor transposed(Tensor operand) {
    int in = Math.toIntExact(operand.info().shape().get(0));
    int out = Math.toIntExact(operand.info().shape().get(1));
    FloatBuffer source = operand.data().asFloatBuffer();
    var target = new float[in * out];
    for (int row = 0; row < in; row++) {
      for (int column = 0; column < out; column++) {
        target[column * in + row] = source.get(row * out + column);
      }
    }
    return Tensor.ofFloats(List.of((long) out, (long) in), target);
  }
}
