package io.copytaster.model.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 that is decoded field by field.
 *
 * <p>Files are read as ISO 8859-1, one char per byte, which leaves quotes, commas and line ends
 * what they are. So a byte that is not UTF-8 costs its row and not the file.
 */
final class Utf8 {

  /** The byte-order mark, one char per byte. */
  static final String MARK = "\u00EF\u00BB\u00BF";

  private Utf8() {}

  /**
   * @param bytes one char per byte
   * @throws BadRowException if they are not UTF-8
   */
  static String decode(String bytes) throws BadRowException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(bytes))).toString();
    } catch (CharacterCodingException e) {
      throw new BadRowException("it is not UTF-8", e);
    }
  }

  static byte[] bytes(String bytes) {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }
}
