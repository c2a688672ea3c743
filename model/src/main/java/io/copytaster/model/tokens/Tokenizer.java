package io.copytaster.model.tokens;

import static io.copytaster.model.tokens.TokenizerException.Category.MALFORMED;
import static io.copytaster.model.tokens.TokenizerException.Category.UNREADABLE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.copytaster.model.text.WellFormed;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint's own tokenizer: the ids are those of Hugging Face's {@code tokenizers} library,
 * which does the work; what it made of frequent words is remembered.
 *
 * <p>Safe for several threads at once. Native memory is held until it is closed.
 */
public final class Tokenizer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final NativeTokenizer tokenizer;
  private final Vocabulary vocabulary;
  private final Optional<RememberedWords> words;
  private final int maxTokens;

  private Tokenizer(NativeTokenizer tokenizer, JsonNode file, int maxTokens) {
    this.tokenizer = tokenizer;
    this.vocabulary = Vocabulary.of(file);
    this.words = RememberedWords.of(tokenizer, Boundaries.of(file), maxTokens);
    this.maxTokens = maxTokens;
  }

  /**
   * Opens a {@code tokenizer.json}. What the file itself says of padding and of length does not
   * count: nothing is padded, and texts are cut at {@code maxTokens}.
   *
   * @param maxTokens the longest result, special tokens included; at most the model's positions
   * @throws TokenizerException if the file is missing or is no tokenizer, or if this platform has
   *     no native library
   * @throws IllegalArgumentException if {@code maxTokens} leaves no room for text
   */
  public static Tokenizer open(Path tokenizerJson, int maxTokens) {
    String json = read(tokenizerJson);
    NativeTokenizer.requireLibrary();
    NativeTokenizer tokenizer = load(tokenizerJson, json);
    try {
      tokenizer.cutAt(maxTokens);
      return new Tokenizer(tokenizer, JSON.readTree(json), maxTokens);
    } catch (JsonProcessingException e) {
      tokenizer.close();
      throw malformed(tokenizerJson, e.getOriginalMessage(), e);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /**
   * A text's ids between the model's special tokens, as many as fit; {@link Tokens#truncated} says
   * whether all did. A surrogate without its partner is read as U+FFFD.
   *
   * <p>Of a long text only as much is read as fills {@code maxTokens}, where the tokenizer allows.
   *
   * @param text of any length, also empty
   * @throws IllegalStateException after {@link #close}
   */
  public Tokens encode(String text) {
    String wellFormed = WellFormed.of(text);
    return words
        .map(remembered -> remembered.encode(wellFormed, vocabulary.unknownId()))
        .orElseGet(() -> tokenizer.encode(wellFormed, vocabulary.unknownId()));
  }

  /** The longest result, special tokens included. */
  public int maxTokens() {
    return maxTokens;
  }

  /** The highest id plus one: the rows that the model's embedding table must have. */
  public int vocabularySize() {
    return vocabulary.size();
  }

  /** The id that fills short rows of a batch; 0 where the file names none. */
  public int padId() {
    return vocabulary.padId();
  }

  /** The id of a word that no pieces make up, if the model has one. */
  public OptionalInt unknownId() {
    return vocabulary.unknown();
  }

  /** How many words are remembered; for tests. */
  int remembered() {
    return words.map(RememberedWords::size).orElse(0);
  }

  /** Frees the native memory once the texts in hand are encoded. Closing twice does nothing. */
  @Override
  public void close() {
    tokenizer.close();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw malformed(file, "it is not UTF-8", e);
    } catch (IOException e) {
      throw new TokenizerException(UNREADABLE, "cannot read the tokenizer " + file + ": " + e, e);
    }
  }

  private static NativeTokenizer load(Path file, String json) {
    try {
      return NativeTokenizer.load(json);
    } catch (RuntimeException e) {
      throw malformed(file, e.getMessage(), e);
    }
  }

  private static TokenizerException malformed(Path file, @Nullable String why, Exception cause) {
    return new TokenizerException(MALFORMED, file + " is not a tokenizer.json: " + why, cause);
  }
}
