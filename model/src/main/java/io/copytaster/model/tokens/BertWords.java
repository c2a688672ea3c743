package io.copytaster.model.tokens;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.text.WellFormed;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The words of a text as BERT's uncased tokenizer sees them before it takes them apart: cleaned,
 * lower case, without accents; punctuation and ideographs are words of their own.
 *
 * <p>The library itself normalises and divides: its model here is a byte-pair model without pairs,
 * which spells every word in bytes. Native memory is held until it is closed.
 */
public final class BertWords implements AutoCloseable {

  private final NativeTokenizer speller;

  private BertWords(NativeTokenizer speller) {
    this.speller = speller;
  }

  /**
   * @throws TokenizerException if this platform has no native library
   */
  public static BertWords open() {
    NativeTokenizer.requireLibrary();
    return new BertWords(NativeTokenizer.load(spellingInBytes()));
  }

  /**
   * The words of a text in their order. White space always ends a word, so the words of a text are
   * those of its parts.
   *
   * @param text also empty; a surrogate without its partner is read as U+FFFD
   */
  public List<String> of(String text) {
    return speller.encodeWords(WellFormed.of(text)).stream().map(BertWords::word).toList();
  }

  @Override
  public void close() {
    speller.close();
  }

  private static String word(int[] bytes) {
    var utf8 = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      utf8[i] = (byte) bytes[i];
    }
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** A {@code tokenizer.json} whose ids are the bytes of the words. */
  private static String spellingInBytes() {
    ObjectNode file = new ObjectMapper().createObjectNode();
    file.put("version", "1.0");
    file.putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .put("strip_accents", true)
        .put("lowercase", true);
    file.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    ObjectNode model = file.putObject("model");
    model.put("type", "BPE").put("byte_fallback", true).putArray("merges");
    ObjectNode vocabulary = model.putObject("vocab");
    for (int value = 0; value < 256; value++) {
      vocabulary.put("<0x%02X>".formatted(value), value);
    }
    return file.toString();
  }
}
