package io.copytaster.model.checkpoint;

import org.jspecify.annotations.Nullable;

/** A checkpoint that cannot be used, and why. */
public final class CheckpointException extends RuntimeException {

  /** What is wrong with it. */
  public enum Problem {
    /** A file that every checkpoint has is not there. */
    FILE_MISSING,
    /** {@code config.json} is not JSON, or asks for what is not supported. */
    CONFIG,
    /** {@code tokenizer.json} is not JSON, or knows ids that the network has no row for. */
    TOKENIZER,
    /** {@code model.safetensors} is malformed or cut off. */
    WEIGHTS_MALFORMED,
    /** The network needs a tensor that is not there. */
    TENSOR_MISSING,
    /** There is a tensor that the network has no use for. */
    TENSOR_UNEXPECTED,
    /** A tensor has another shape than the configuration says. */
    TENSOR_SHAPE,
    /** A tensor's elements are not floating-point numbers of 16 or 32 bits. */
    TENSOR_TYPE,
    /** A weight is NaN or infinite. */
    TENSOR_NOT_FINITE,
    /** The classifier has another number of rows than there are labels. */
    LABEL_COUNT,
    /** A classifier is asked for, and this is an encoder without one. */
    NO_CLASSIFIER,
    /** {@code manifest.json} is malformed. */
    MANIFEST,
    /** A file is not the one that the manifest, or the program, has the checksum of. */
    CHECKSUM,
    /** The labels are not those that the manifest was written for. */
    LABELS_CHANGED,
    /** The tokenizer is not the one that the manifest was written for. */
    TOKENIZER_CHANGED,
    /** {@code adapter_config.json} is malformed, or asks for what cannot be merged. */
    ADAPTER,
    /** {@code golden.jsonl} is malformed. */
    GOLDEN,
    /** {@code int8_calibration.json} is malformed, or another network's. */
    INT8_CALIBRATION,
    /** An import would overwrite something. */
    TARGET_EXISTS,
    /** Another run is writing there. */
    IN_USE
  }

  private static final long serialVersionUID = 1L;

  private final Problem problem;

  public CheckpointException(Problem problem, String message) {
    this(problem, message, null);
  }

  public CheckpointException(Problem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
