package io.copytaster.model.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The tokenizer of all-MiniLM-L6-v2: uncased BERT, which by its file pads and cuts at 128. */
final class MiniLm {

  private MiniLm() {}

  static String tokenizerJson() throws IOException {
    try (InputStream in = MiniLm.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
