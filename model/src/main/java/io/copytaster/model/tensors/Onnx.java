package io.copytaster.model.tensors;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an ONNX file says of its weights: the numbers, and the operations that use them.
 *
 * @param initializers the weights by name, views into what was read
 * @param nodes the operations of the graph, in order
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
 */
public record Onnx(Map<String, Tensor> initializers, List<Node> nodes) {

  /** One operation: its kind, its path in the model, and the names of what it takes and gives. */
  public record Node(String operator, String name, List<String> inputs, List<String> outputs) {
    public Node {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_NAME = 3;
  private static final int NODE_OPERATOR = 4;
  private static final int TENSOR_DIMS = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW_DATA = 9;

  public Onnx {
    initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
    nodes = List.copyOf(nodes);
  }

  /**
   * Reads the file's bytes; the tensors share them.
   *
   * @throws OnnxException if they are malformed, or a weight is not kept as raw data
   */
  public static Onnx read(ByteBuffer file) {
    var initializers = new LinkedHashMap<String, Tensor>();
    var nodes = new ArrayList<Node>();
    var model = new ProtobufReader(file);
    for (int field = model.nextField(); field != 0; field = model.nextField()) {
      if (field == MODEL_GRAPH) {
        readGraph(new ProtobufReader(model.bytes()), initializers, nodes);
      } else {
        model.skip();
      }
    }
    return new Onnx(initializers, nodes);
  }

  private static void readGraph(
      ProtobufReader graph, Map<String, Tensor> initializers, List<Node> nodes) {
    for (int field = graph.nextField(); field != 0; field = graph.nextField()) {
      switch (field) {
        case GRAPH_NODE -> nodes.add(node(new ProtobufReader(graph.bytes())));
        case GRAPH_INITIALIZER -> readTensor(new ProtobufReader(graph.bytes()), initializers);
        default -> graph.skip();
      }
    }
  }

  private static Node node(ProtobufReader message) {
    var inputs = new ArrayList<String>();
    var outputs = new ArrayList<String>();
    String name = "";
    String operator = "";
    for (int field = message.nextField(); field != 0; field = message.nextField()) {
      switch (field) {
        case NODE_INPUT -> inputs.add(message.string());
        case NODE_OUTPUT -> outputs.add(message.string());
        case NODE_NAME -> name = message.string();
        case NODE_OPERATOR -> operator = message.string();
        default -> message.skip();
      }
    }
    return new Node(operator, name, inputs, outputs);
  }

  private static void readTensor(ProtobufReader message, Map<String, Tensor> initializers) {
    var shape = new ArrayList<Long>();
    String name = "";
    int type = 0;
    ByteBuffer data = ByteBuffer.allocate(0);
    for (int field = message.nextField(); field != 0; field = message.nextField()) {
      switch (field) {
        case TENSOR_DIMS -> readDimensions(message, shape);
        case TENSOR_TYPE -> type = (int) message.varint();
        case TENSOR_NAME -> name = message.string();
        case TENSOR_RAW_DATA -> data = message.bytes();
        default -> message.skip();
      }
    }
    try {
      var tensor = new Tensor(new TensorInfo(dtype(name, type), shape), data);
      if (initializers.put(name, tensor) != null) {
        throw new OnnxException("initializer '" + name + "' stands twice");
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new OnnxException(
          "initializer '" + name + "' is not kept as raw data: " + e.getMessage());
    }
  }

  /** A list of numbers may be packed into one field or come one by one. */
  private static void readDimensions(ProtobufReader message, List<Long> shape) {
    if (!message.isBytes()) {
      shape.add(message.varint());
      return;
    }
    var packed = new ProtobufReader(message.bytes());
    while (!packed.atEnd()) {
      shape.add(packed.rawVarint());
    }
  }

  private static DType dtype(String name, int type) {
    return switch (type) {
      case 1 -> DType.F32;
      case 2 -> DType.U8;
      case 3 -> DType.I8;
      case 6 -> DType.I32;
      case 7 -> DType.I64;
      case 9 -> DType.BOOL;
      case 10 -> DType.F16;
      case 11 -> DType.F64;
      case 16 -> DType.BF16;
      default ->
          throw new OnnxException("initializer '" + name + "' has data type " + type + ", unread");
    };
  }
}
