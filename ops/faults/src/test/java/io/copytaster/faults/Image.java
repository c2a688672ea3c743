package io.copytaster.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The image under test, built from this checkout's archive unless {@code -Dfaults.image} names one.
 */
final class Image {

  /** The module's directory is where its tests run. */
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private static final Path SAMPLES = ROOT.resolve("ops/samples/news.jsonl");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Below it, rounding in another batch could decide; such articles prove nothing about faults. */
  private static final double CERTAIN = 0.8;

  private static final String NAME = build();
  private static final List<Sample> LABELLED_SAMPLES = label();

  private Image() {}

  static String name() {
    return NAME;
  }

  /** The sample articles of whose label the model is certain, as it labels them in peace. */
  static List<Sample> samples() {
    return LABELLED_SAMPLES;
  }

  /** An article's words, and its label. */
  record Sample(String title, String body, String label) {}

  private static String build() {
    String given = System.getProperty("faults.image", "");
    if (!given.isEmpty()) {
      return given;
    }
    if (!Files.exists(ROOT.resolve("streams/target/copytaster.jar"))) {
      throw new IllegalStateException(
          "no streams/target/copytaster.jar: run the phase verify, not test, or give -Dfaults.image");
    }
    String name = "copytaster-faults";
    Path dockerfile = ROOT.resolve("ops/docker/Dockerfile");
    Docker.run("build", "-q", "-f", dockerfile.toString(), "-t", name, ROOT.toString());
    return name;
  }

  private static List<Sample> label() {
    String labelled = Docker.run(SAMPLES, "run", "--rm", "-i", NAME, "classify", "--input", "-");
    try {
      Map<String, JsonNode> articles = new HashMap<>();
      for (String line : Files.readAllLines(SAMPLES)) {
        JsonNode article = JSON.readTree(line);
        articles.put(article.path("id").asText(), article);
      }
      var samples = new ArrayList<Sample>();
      for (String line : labelled.lines().toList()) {
        JsonNode answer = JSON.readTree(line);
        JsonNode article = articles.get(answer.path("id").asText());
        if (article != null && answer.path("score").asDouble() >= CERTAIN) {
          samples.add(
              new Sample(
                  article.path("title").asText(),
                  article.path("description").asText(),
                  answer.path("label").asText()));
        }
      }
      return List.copyOf(samples);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
