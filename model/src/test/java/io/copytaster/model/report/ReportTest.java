package io.copytaster.model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.copytaster.model.evaluate.CheckpointResult;
import io.copytaster.model.evaluate.Correctness;
import io.copytaster.model.evaluate.Evaluation;
import io.copytaster.model.evaluate.Mistake;
import io.copytaster.model.evaluate.Outcomes;
import io.copytaster.model.evaluate.RowsRead;
import io.copytaster.model.label.LabelSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final String HOSTILE =
      "<script>alert(1)</script> \"' onerror=alert(2) &amp; </style><img src=x> ]]>";
  private static final LabelSet LABELS = new LabelSet(List.of("World", "<b>Sports</b>", "Sci"));
  private static final RowsRead ROWS = new RowsRead(400, 3, "0123456789abcdef".repeat(4));
  private static final long SEED = 3;

  @TempDir Path directory;

  @Test
  void json_holdsEveryFigure() throws IOException {
    report(result("a", 0.9), result("b", 0.5)).write(directory);
    JsonNode json = new ObjectMapper().readTree(directory.resolve("report.json").toFile());
    assertThat(json.at("/schema").intValue()).isEqualTo(1);
    assertThat(json.at("/createdAt").textValue()).isEqualTo("2026-11-23T10:15:30Z");
    assertThat(json.at("/data/rows").longValue()).isEqualTo(400);
    assertThat(json.at("/compute/precision").textValue()).isEqualTo("bf16");
    var evaluation = result("a", 0.9).evaluation();
    JsonNode first = json.at("/checkpoints/0");
    assertThat(first.at("/accuracy").doubleValue()).isEqualTo(evaluation.accuracy());
    assertThat(first.at("/classes/1/label").textValue()).isEqualTo("<b>Sports</b>");
    assertThat(first.at("/confusionMatrix/2/2").longValue())
        .isEqualTo(evaluation.confusion().count(2, 2));
    assertThat(first.at("/calibrationBins")).hasSize(15);
    assertThat(first.at("/calibrationBins/0").has("accuracy")).isFalse();
    assertThat(first.at("/mistakes/0/excerpt").textValue()).isEqualTo(HOSTILE);
    assertThat(json.at("/comparisons")).hasSize(1);
    assertThat(json.at("/comparisons/0/accuracyDifference").doubleValue()).isNegative();
    assertThat(json.at("/comparisons/0/pValue").doubleValue()).isLessThan(1e-6);
  }

  @Test
  void page_loadsNothing_andEscapesEverything() throws IOException {
    report(result(HOSTILE, 0.9), result("b", 0.5)).write(directory);
    String page = Files.readString(directory.resolve("report.html"));
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("Content-Security-Policy", "&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("&lt;b&gt;Sports&lt;/b&gt;")
        .doesNotContain("<script", "<img src=x", "<b>", "http://", "https://", "url(");
    assertThat(Pattern.compile("</style>").matcher(page).results()).hasSize(1);
    assertThat(Pattern.compile("(?:src|srcset|href)=\"(?!data:image/png)").matcher(page).find())
        .isFalse();
  }

  @Test
  void pictures_areFourPerCheckpoint_lightAndDark() throws IOException {
    report(result("a", 0.9)).write(directory);
    Matcher address =
        Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)")
            .matcher(Files.readString(directory.resolve("report.html")));
    var corners = new ArrayList<Integer>();
    while (address.find()) {
      byte[] png = Base64.getDecoder().decode(address.group(1));
      var image = ImageIO.read(new ByteArrayInputStream(png));
      assertThat(image.getWidth()).isEqualTo(1120);
      corners.add(image.getRGB(0, 0) & 0xFFFFFF);
    }
    int light = Palette.LIGHT.paper().getRGB() & 0xFFFFFF;
    int dark = Palette.DARK.paper().getRGB() & 0xFFFFFF;
    assertThat(corners).containsExactlyInAnyOrder(light, dark, light, dark);
  }

  @Test
  void text_isAligned_andNarrow() {
    assertThat(report(result("first-0123", 0.9), result("second-4567", 0.5)).text().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80))
        .anyMatch(line -> line.matches("first-0123 +\\d\\d\\.\\d\\d % .*"))
        .anyMatch(line -> line.matches("second-4567 +-\\d\\d\\.\\d\\d .*"));
  }

  @Test
  void directory_holdsTheTwoFilesAndNoRemains_alsoTheSecondTime() throws IOException {
    Path nested = directory.resolve("a/b");
    report(result("a", 0.9)).write(nested);
    report(result("b", 0.9)).write(nested);
    try (Stream<Path> files = Files.list(nested)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("report.html", "report.json");
    }
    assertThat(nested.resolve("report.json")).content().contains("\"id\" : \"b\"");
  }

  @Test
  void differentRows_areNotSideBySide() {
    var other = result("b", 0.9);
    var changed =
        new CheckpointResult(
            other.checkpoint(),
            other.taxonomy(),
            other.temperature(),
            new RowsRead(400, 3, "f".repeat(64)),
            other.evaluation(),
            other.mistakes(),
            other.correctness());
    assertThatThrownBy(() -> report(result("a", 0.9), changed))
        .hasMessageContaining("a and b were judged on different rows");
  }

  private static Report report(CheckpointResult... results) {
    return new Report(
        Instant.parse("2026-11-23T10:15:30Z"),
        List.of("test.csv"),
        "bf16",
        "cpu",
        List.of(results));
  }

  /** As many rows right as the share says, on average. */
  private static CheckpointResult result(String name, double share) {
    var random = new Random(SEED);
    var expected = new int[400];
    var logits = new float[400][3];
    for (int row = 0; row < expected.length; row++) {
      expected[row] = random.nextInt(3);
      int predicted = random.nextDouble() < share ? expected[row] : random.nextInt(3);
      logits[row][predicted] = 4 * random.nextFloat();
    }
    var outcomes = Outcomes.of(LABELS, expected, logits, 1);
    return new CheckpointResult(
        name,
        "desks/1",
        1,
        ROWS,
        Evaluation.of(outcomes),
        List.of(new Mistake("id-1", HOSTILE, "World", "Sci", 0.98)),
        Correctness.of(outcomes));
  }
}
