package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path SAMPLES = Path.of("..", "ops", "samples", "news.jsonl");

  @TempDir static Path directory;
  private static String model;

  @BeforeAll
  static void write() throws IOException {
    model = TinyModel.write(directory.resolve("tiny")).toString();
  }

  @Test
  void logits_areThoseOfTransformers() throws IOException {
    // transformers BertForSequenceClassification.from_pretrained(tiny) in fp32, 128 tokens.
    double[][] golden = {
      {4.228768, -0.097571, 4.523228, 1.622906},
      {4.193550, -0.117336, 4.564773, 1.616387},
      {4.271187, -0.098642, 4.599274, 1.598583}
    };
    var run = classify(SAMPLES, "--limit", "3", "--logits");
    assertThat(run.code()).as(run.err()).isZero();
    var lines = read(run.lines());
    assertThat(lines)
        .extracting(line -> line.get("id").textValue())
        .containsExactly("w-001", "s-001", "b-001");
    for (int row = 0; row < golden.length; row++) {
      for (int i = 0; i < TinyModel.LABELS.size(); i++) {
        var logit = lines.get(row).get("logits").get(TinyModel.LABELS.get(i));
        assertThat(logit.doubleValue()).isCloseTo(golden[row][i], within(1e-4));
      }
    }
  }

  @Test
  void line_hasWhatIsPromised() throws IOException {
    var line = read(classify(SAMPLES, "--limit", "1").lines()).get(0);
    assertThat(line.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("id", "label", "score", "scores", "tokens", "truncated", "model");
    assertThat(line.get("scores").get(line.get("label").textValue())).isEqualTo(line.get("score"));
    assertThat(line.get("truncated").booleanValue()).isTrue();
    assertThat(line.get("model").textValue()).startsWith("tiny-");
  }

  @Test
  void lines_keepTheOrderOfTheInput_beyondTheWindow() throws IOException {
    var rows = new ArrayList<String>();
    for (int i = 0; i < 6_000; i++) {
      rows.add("{\"id\":\"%d\",\"title\":\"%s\"}".formatted(i, "news ".repeat(1 + i * 7 % 11)));
    }
    var input = Files.write(directory.resolve("many.jsonl"), rows);
    var output = directory.resolve("many.out");
    var run = classify(input, "--output", output.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("6,000 articles in ").contains("articles/s", "% padding");
    assertThat(read(Files.readAllLines(output)))
        .extracting(line -> line.get("id").asInt())
        .isEqualTo(IntStream.range(0, 6_000).boxed().toList());
  }

  @Test
  void blankArticle_hasAnErrorInItsPlace_andTheCommandExits1() throws IOException {
    var input =
        Files.writeString(
            directory.resolve("blank.jsonl"),
            """
            {"id":"a","title":"good"}
            {"id":"b","title":" ","description":""}
            {"id":"c","title":"good too"}
            """);
    var run = classify(input);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines()).hasSize(3);
    assertThat(run.lines().get(1))
        .isEqualTo("{\"id\":\"b\",\"error\":\"there is neither title nor body\"}");
    assertThat(run.err()).contains("2 articles in", "1 without a label");
  }

  @Test
  void badRow_isNamedWithItsLine_andLeavesNoFile() throws IOException {
    var input = Files.writeString(directory.resolve("bad.jsonl"), "{\"title\":\"a\"}\nnot json\n");
    var output = directory.resolve("bad.out");
    var run = classify(input, "--output", output.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("bad.jsonl, line 2: it is not JSON");
    assertThat(directory).isDirectoryNotContaining("glob:**bad.out*");
    var skipping = classify(input, "--skip-bad-rows");
    assertThat(skipping.code()).as(skipping.err()).isZero();
    assertThat(skipping.err()).contains("1 bad rows skipped");
  }

  @Test
  void knownLabels_giveAnAccuracy() {
    assertThat(classify(SAMPLES, "--limit", "20").err()).contains("accuracy", "% of 20");
  }

  private static Run classify(Path input, String... more) {
    var arguments =
        new ArrayList<>(List.of("classify", "--input", input.toString(), "--checkpoint", model));
    arguments.addAll(List.of("--precision", "fp32", "--device", "cpu"));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  private static List<JsonNode> read(List<String> lines) throws IOException {
    var read = new ArrayList<JsonNode>();
    for (String line : lines) {
      read.add(JSON.readTree(line));
    }
    return read;
  }
}
