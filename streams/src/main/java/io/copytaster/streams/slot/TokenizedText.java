package io.copytaster.streams.slot;

import io.copytaster.model.tokens.Tokens;

/**
 * A text with its word pieces, and what they hold for: a model that tokenizes otherwise begins with
 * the text again.
 *
 * @param tokenization as {@link ServedModel#tokenization} has it
 */
public record TokenizedText(String text, Tokens tokens, String tokenization) {

  /** The text as a model reads it. */
  public static TokenizedText of(String text, ServedModel model) {
    return new TokenizedText(text, model.tokenize(text), model.tokenization());
  }

  /** This, or the text tokenized anew where the model reads it otherwise. */
  public TokenizedText as(ServedModel model) {
    return tokenization.equals(model.tokenization()) ? this : of(text, model);
  }
}
