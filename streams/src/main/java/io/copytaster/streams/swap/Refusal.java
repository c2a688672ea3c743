package io.copytaster.streams.swap;

import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.network.ConfigException;
import io.copytaster.model.tokens.TokenizerException;
import io.copytaster.streams.engine.EngineFailure;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Why an announced model does not serve.
 *
 * @param reason for people
 */
public record Refusal(Category category, String reason) {

  /** Where it failed; in lower case also the meters' tag. */
  public enum Category {
    /** The announcement itself is malformed. */
    ANNOUNCEMENT,
    /** The files cannot be read at the moment. */
    STORAGE,
    /** The files are not those announced, or are no checkpoint. */
    FILES,
    /** It is whole, and another model than announced. */
    IDENTITY,
    /** Its labels are not those announced, or not those it was trained with. */
    LABELS,
    /** Its tokenizer is not the one it was trained with, or none. */
    TOKENIZER,
    /** A weight is missing, of another shape, or no number. */
    WEIGHTS,
    /** It cannot be computed here. */
    DEVICE,
    /** It does not answer the golden rows as it did when it was trained. */
    GOLDEN
  }

  /** Whether the same files may do later: only where they could not be read. */
  public boolean isRetryable() {
    return category == Category.STORAGE;
  }

  /** What a failure on the way says of the model. */
  static Refusal of(Exception failure) {
    return new Refusal(category(failure), reason(failure));
  }

  private static Category category(Exception failure) {
    if (failure instanceof RefusedException refused) {
      return refused.refusal().category();
    }
    if (failure instanceof CheckpointException checkpoint) {
      return category(checkpoint.problem());
    }
    if (failure instanceof TokenizerException) {
      return Category.TOKENIZER;
    }
    if (failure instanceof IOException || failure instanceof UncheckedIOException) {
      return Category.STORAGE;
    }
    if (failure instanceof EngineFailure) {
      return Category.DEVICE;
    }
    return failure instanceof ConfigException ? Category.FILES : Category.DEVICE;
  }

  private static Category category(CheckpointException.Problem problem) {
    return switch (problem) {
      case TOKENIZER, TOKENIZER_CHANGED -> Category.TOKENIZER;
      case LABEL_COUNT, LABELS_CHANGED, NO_CLASSIFIER -> Category.LABELS;
      case WEIGHTS_MALFORMED,
          TENSOR_MISSING,
          TENSOR_UNEXPECTED,
          TENSOR_SHAPE,
          TENSOR_TYPE,
          TENSOR_NOT_FINITE,
          ADAPTER ->
          Category.WEIGHTS;
      case GOLDEN -> Category.GOLDEN;
      default -> Category.FILES;
    };
  }

  private static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null || failure instanceof IOException ? failure.toString() : message;
  }
}
