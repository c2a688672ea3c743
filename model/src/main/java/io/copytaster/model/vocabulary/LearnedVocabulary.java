package io.copytaster.model.vocabulary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Word pieces in the order of their ids: BERT's special entries, letters, then longer pieces by
 * falling frequency.
 */
public record LearnedVocabulary(List<String> entries) {

  /** BERT's special entries, whose ids are their places: 0 to 4. */
  static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  public LearnedVocabulary {
    entries = List.copyOf(entries);
    if (entries.size() <= SPECIAL.size() || !entries.subList(0, SPECIAL.size()).equals(SPECIAL)) {
      throw new IllegalArgumentException("a vocabulary is " + SPECIAL + " and then its pieces");
    }
  }

  /** How many entries: the rows of an embedding table. */
  public int size() {
    return entries.size();
  }

  /**
   * The content of a {@code tokenizer.json} as Hugging Face's {@code tokenizers} reads it: uncased
   * BERT with these pieces, without padding or truncation.
   */
  public ObjectNode tokenizerJson() {
    ObjectNode file = new ObjectMapper().createObjectNode();
    file.put("version", "1.0").putNull("truncation").putNull("padding");
    ArrayNode added = file.putArray("added_tokens");
    SPECIAL.forEach(token -> addSpecial(added.addObject(), token));
    file.putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .putNull("strip_accents")
        .put("lowercase", true);
    file.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    ObjectNode processor = file.putObject("post_processor").put("type", "BertProcessing");
    processor.putArray("sep").add("[SEP]").add(entries.indexOf("[SEP]"));
    processor.putArray("cls").add("[CLS]").add(entries.indexOf("[CLS]"));
    file.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
    ObjectNode model =
        file.putObject("model")
            .put("type", "WordPiece")
            .put("unk_token", "[UNK]")
            .put("continuing_subword_prefix", "##")
            .put("max_input_chars_per_word", WordCounter.LONGEST_WORD);
    ObjectNode vocabulary = model.putObject("vocab");
    for (int id = 0; id < entries.size(); id++) {
      vocabulary.put(entries.get(id), id);
    }
    return file;
  }

  private void addSpecial(ObjectNode token, String content) {
    token
        .put("id", entries.indexOf(content))
        .put("content", content)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }
}
