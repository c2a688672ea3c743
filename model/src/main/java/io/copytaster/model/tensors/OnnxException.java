package io.copytaster.model.tensors;

/** An ONNX file that is malformed, or keeps its weights in a way that is not read here. */
public final class OnnxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OnnxException(String message) {
    super(message);
  }
}
