package io.copytaster.model.tensors;

/** A file that is not well-formed safetensors, and in which way. */
public final class SafetensorsException extends RuntimeException {

  /** The ways to be malformed, in the order in which a reader meets them. */
  public enum Defect {
    /** Fewer than the eight bytes of the header's length. */
    HEADER_LENGTH_MISSING,
    /** The header's length is above {@link Safetensors#MAX_HEADER_BYTES}. */
    HEADER_TOO_LARGE,
    /** The header's length reaches beyond the end of the file. */
    HEADER_BEYOND_END,
    /** The header does not begin with an opening brace. */
    HEADER_START,
    /** The header is not UTF-8. */
    HEADER_NOT_UTF8,
    /** The header is not one JSON object, with nothing but white space behind it. */
    HEADER_NOT_JSON,
    /** A name stands twice in one JSON object. */
    DUPLICATE_NAME,
    /** {@code __metadata__} is not an object of strings. */
    METADATA_NOT_STRINGS,
    /** An entry has not exactly the fields dtype, shape and data_offsets. */
    ENTRY_FIELDS,
    /** An element type that the format does not know. */
    UNKNOWN_DTYPE,
    /** A shape that is not a list of whole numbers from zero on. */
    BAD_SHAPE,
    /** A shape whose size in bytes does not fit 63 bits. */
    SHAPE_OVERFLOW,
    /** Offsets that are not two whole numbers, from zero on, in order. */
    BAD_OFFSETS,
    /** Offsets whose distance is not what shape and dtype take. */
    SIZE_MISMATCH,
    /** A tensor that begins before the one in front of it ends. */
    OVERLAP,
    /** Bytes between two tensors, or before the first, that belong to none. */
    HOLE,
    /** A tensor that ends beyond the end of the file, which was cut off. */
    DATA_BEYOND_END,
    /** Bytes behind the last tensor. */
    TRAILING_BYTES
  }

  private static final long serialVersionUID = 1L;

  private final Defect defect;

  SafetensorsException(Defect defect, String message) {
    super(message);
    this.defect = defect;
  }

  public Defect defect() {
    return defect;
  }
}
