package io.copytaster.model.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ids are Hugging Face's. {@code golden.jsonl} holds what the Python package {@code tokenizers}
 * 0.23.2 makes of ordinary and hostile texts with the same {@code tokenizer.json}, padding off and
 * truncation at {@code maxTokens}.
 */
class TokenizerGoldenTest {

  private static final int MAX_TOKENS = 256;

  @TempDir static Path directory;
  private static Tokenizer tokenizer;

  record Golden(String name, String text, boolean truncated, List<Integer> ids) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void open() throws IOException {
    Path file = Files.writeString(directory.resolve("tokenizer.json"), MiniLm.tokenizerJson());
    tokenizer = Tokenizer.open(file, MAX_TOKENS);
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void encode_anyText_equalsHuggingFace(Golden golden) {
    Tokens tokens = tokenizer.encode(golden.text);
    assertThat(IntStream.range(0, tokens.length()).map(tokens::id).boxed())
        .containsExactlyElementsOf(golden.ids);
    assertThat(tokens.truncated()).isEqualTo(golden.truncated);
  }

  static Stream<Golden> golden() throws IOException {
    var json = new ObjectMapper();
    try (var in = TokenizerGoldenTest.class.getResourceAsStream("golden.jsonl");
        var lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      Stream.Builder<Golden> all = Stream.builder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = json.readTree(line);
        assertThat(row.get("maxTokens").asInt()).isEqualTo(MAX_TOKENS);
        all.add(
            new Golden(
                row.get("name").asText(),
                row.get("text").asText().repeat(row.get("repeat").asInt()),
                row.get("truncated").asBoolean(),
                row.get("ids").valueStream().map(JsonNode::asInt).toList()));
      }
      return all.build();
    }
  }
}
