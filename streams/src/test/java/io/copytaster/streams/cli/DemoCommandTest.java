package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo starts a broker of its own and accounts for every article. */
class DemoCommandTest {

  @Test
  void everyArticle_comesBackOnce_andTheSummaryIsWritten(@TempDir Path directory) throws Exception {
    Path articles = directory.resolve("articles.jsonl");
    Files.writeString(
        articles,
        """
        {"id": "a", "title": "Harbour reopens", "description": "after storm", "label": "World"}
        {"id": "b", "title": "", "description": "Ninth win in a row", "label": "Sports"}
        {"id": "c", "title": " ", "description": ""}
        {"id": "d", "title": "Rates rise", "description": ""}
        """);
    Path summary = directory.resolve("summary.json");
    var run =
        Run.of(
            "demo",
            "--input=" + articles,
            "--checkpoint=" + TinyModel.write(directory.resolve("model")),
            "--partitions=2",
            "--summary=" + summary,
            "--directory=" + directory.resolve("broker"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("dead-lettered  1").contains("missing        0");
    JsonNode figures = JsonMapper.builder().build().readTree(summary.toFile());
    assertThat(figures.get("in").asInt()).isEqualTo(4);
    assertThat(figures.get("labelled").asInt()).isEqualTo(3);
    assertThat(figures.get("deadLettered").asInt()).isEqualTo(1);
    assertThat(figures.get("duplicates").asInt()).isZero();
    assertThat(figures.get("missing").asInt()).isZero();
    assertThat(figures.get("eventsPerSecond").asDouble()).isPositive();
    assertThat(figures.get("accuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(figures.get("model").asText()).startsWith("model-");
    assertThat(figures.has("p50Ms") && figures.has("p99Ms") && figures.has("seconds")).isTrue();
  }
}
