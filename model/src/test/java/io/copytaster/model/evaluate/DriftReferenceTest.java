package io.copytaster.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftReferenceTest {

  @TempDir private Path directory;

  @Test
  void reference_writtenAndRead_measuresTheSame() throws IOException {
    var reference = sample().build();
    reference.write(directory);
    var read = DriftReference.read(directory).orElseThrow();
    assertThat(read.articles()).isEqualTo(4);
    var seen = new FeatureCounts();
    seen.add("World", 0.2, 600, 300);
    for (DriftFeature feature : DriftFeature.values()) {
      assertThat(read.index(feature, seen))
          .as(feature.key())
          .isEqualTo(reference.index(feature, seen))
          .isPositive();
    }
    byte[] first = Files.readAllBytes(directory.resolve(DriftReference.FILE));
    read.write(directory);
    assertThat(directory.resolve(DriftReference.FILE)).hasBinaryContent(first);
  }

  @Test
  void reference_doesNotFollowItsBuilder() {
    var builder = sample();
    var reference = builder.build();
    builder.add("World", 0.9, 10, 0);
    assertThat(reference.articles()).isEqualTo(4);
  }

  @Test
  void directoryWithoutOne_isEmpty() throws IOException {
    assertThat(DriftReference.read(directory)).isEmpty();
  }

  @Test
  void malformedFile_isRefused_withWhatIsWrong() throws IOException {
    assertRefused("{", "Unexpected end");
    assertRefused("{}", "label has no bins");
    assertRefused("{\"label\": {\"World\": -1}}", "label.World is no count");
    assertRefused("{\"label\": {\"World\": 1.5}}", "label.World is no count");
    assertRefused("{\"label\": {\"World\": 1}, \"confidence\": {\"0.123\": 1}}", "[0.123]");
  }

  @Test
  void bins_beginWhereTheirNamesSay() {
    assertThat(DriftFeature.CONFIDENCE.bin(0)).isEqualTo("0");
    assertThat(DriftFeature.CONFIDENCE.bin(0.95)).isEqualTo("0.95");
    assertThat(DriftFeature.CONFIDENCE.bin(0.9799)).isEqualTo("0.95");
    assertThat(DriftFeature.CONFIDENCE.bin(1)).isEqualTo("0.99");
    assertThat(DriftFeature.UNKNOWN_TOKENS.bin(0)).isEqualTo("0");
    assertThat(DriftFeature.UNKNOWN_TOKENS.bin(0.001)).isEqualTo("above 0");
    assertThat(DriftFeature.LENGTH.bin(7)).isEqualTo("0");
    assertThat(DriftFeature.LENGTH.bin(512)).isEqualTo("512");
    assertThat(DriftFeature.LENGTH.bin(100_000)).isEqualTo("512");
  }

  @Test
  void counts_ofEndlesslyManyLabels_takeBoundedMemory() {
    var counts = new FeatureCounts();
    for (int i = 0; i < 10_000; i++) {
      counts.add("label-" + i, i / 10_000.0, i, 0);
    }
    assertThat(counts.articles()).isEqualTo(10_000);
    assertThat(counts.counts(DriftFeature.LABEL)).hasSize(FeatureCounts.MAX_LABELS + 1);
    assertThat(counts.counts(DriftFeature.LENGTH)).hasSize(DriftFeature.LENGTH.bins().size());
  }

  private void assertRefused(String content, String why) throws IOException {
    Files.writeString(directory.resolve(DriftReference.FILE), content);
    assertThatIOException()
        .isThrownBy(() -> DriftReference.read(directory))
        .withMessageContaining(why);
  }

  private static DriftReference.Builder sample() {
    return DriftReference.builder()
        .add("World", 0.99, 40, 0)
        .add("Sports", 0.95, 48, 0)
        .add("Sports", 0.8, 33, 1)
        .add("Business", 0.6, 80, 0);
  }
}
