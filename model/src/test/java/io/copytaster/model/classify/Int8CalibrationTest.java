package io.copytaster.model.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointAttachments;
import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.checkpoint.CheckpointExport;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.checkpoint.Int8Calibration;
import io.copytaster.model.checkpoint.ShippedCheckpoint;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.network.ActivationRange;
import io.copytaster.model.network.ActivationRanges;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.Device;
import io.copytaster.model.network.Precision;
import io.copytaster.model.tokens.Tokens;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A checkpoint brings what int8 needs, int8 says what fp32 says, and where not it does not serve.
 */
class Int8CalibrationTest {

  private static final Encoders ENCODERS = new Encoders(Path.of("target", "encoders"));
  private static final Compute INT8 = new Compute(Device.CPU, Precision.INT8, 0);
  private static final Compute PREFERRED = new Compute(Device.CPU, Precision.FP32, 0, true);
  private static final List<String> TEXTS =
      List.of(
          "Harbour reopens after storm",
          "Shares fall as the central bank raises its rate by half a point",
          "Late goal sends the club to the final, and its supporters into the streets",
          "Researchers find water ice near the pole. It may be older than the crater.");

  @TempDir private Path directory;

  /** How far from fp32 the shipped classifier's logits may be; a label's lead is 5 as a rule. */
  private static final double NEAR = 0.5;

  @Test
  void shippedClassifier_inInt8_staysNearFp32_batchedAndAlone() throws IOException {
    assumeInt8();
    try (var exact = Classifier.load(shipped(), Compute.reference(), 0);
        var fast = Classifier.load(shipped(), INT8, 0)) {
      List<Tokens> rows = TEXTS.stream().map(exact::tokenize).toList();
      List<Prediction> expected = exact.classify(new TokenBatch(rows));
      List<Prediction> together = fast.classify(new TokenBatch(rows));
      for (int row = 0; row < rows.size(); row++) {
        Prediction alone = fast.classify(new TokenBatch(List.of(rows.get(row)))).get(0);
        assertNear(together.get(row), expected.get(row), NEAR);
        assertNear(together.get(row), alone, 2e-2);
        assertThat(together.get(row).label()).isEqualTo(expected.get(row).label());
      }
    }
  }

  @Test
  void shippedClassifier_isComputedInInt8_whereThatIsPreferred() throws IOException {
    assumeInt8();
    try (var classifier = Classifier.load(shipped(), PREFERRED, 0)) {
      assertThat(classifier.precision()).isEqualTo(Precision.INT8);
      assertThat(classifier.agrees()).isTrue();
    }
  }

  @Test
  void preferredInt8_erring_isNotServed() throws Exception {
    assumeInt8();
    Int8Calibration right = Calibrator.calibrate(shipped(), TEXTS);
    var narrow = new LinkedHashMap<String, ActivationRange>();
    right
        .ranges()
        .byInput()
        .forEach(
            (input, range) ->
                narrow.put(input, new ActivationRange(range.low() / 50, range.high() / 50)));
    var wrong = new Int8Calibration(new ActivationRanges(narrow), right.probe());
    Checkpoint erring = attached(shipped(), wrong);
    try (var classifier = Classifier.load(erring, PREFERRED, 0)) {
      assertThat(classifier.precision()).isEqualTo(Precision.FP32);
    }
    try (var classifier = Classifier.load(erring, INT8, 0)) {
      assertThat(classifier.agrees()).as("asked for, it is given, and known to err").isFalse();
    }
  }

  @Test
  void uncalibrated_isComputedInItsOtherPrecision_andInInt8OnlyOnRequest() throws Exception {
    assumeInt8();
    try (var preferred = Classifier.load(tinyBert(), PREFERRED, 0);
        var asked = Classifier.load(tinyBert(), INT8, 0)) {
      assertThat(preferred.precision()).isEqualTo(Precision.FP32);
      assertThat(asked.precision()).isEqualTo(Precision.INT8);
      var probe = new TokenBatch(List.of(asked.probe()));
      assertNear(asked.classify(probe).get(0), preferred.classify(probe).get(0), 0.15);
    }
  }

  @Test
  void calibrated_isTheSameCheckpoint_andTravelsWithIt() throws Exception {
    Checkpoint source = tinyBert();
    Int8Calibration calibration = Calibrator.calibrate(source, TEXTS);
    Checkpoint calibrated = attached(source, calibration);
    assertThat(calibrated.int8Calibration()).contains(calibration);
    assertThat(calibrated.id()).endsWith(source.id().substring(source.id().lastIndexOf('-')));
    Path export = directory.resolve("export");
    CheckpointExport.write(calibrated, export);
    assertThat(Checkpoint.open(export, ENCODERS).int8Calibration()).contains(calibration);
  }

  @Test
  void calibrationThatChanged_isRefused() throws Exception {
    Checkpoint listed = attached(tinyBert(), Calibrator.calibrate(tinyBert(), TEXTS));
    Path file = listed.directory().resolve(Int8Calibration.FILE);
    Files.writeString(file, Files.readString(file) + "\n");
    assertThatThrownBy(() -> Checkpoint.open(listed.directory(), ENCODERS))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(Int8Calibration.FILE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[1, 2]",
        "{\"probe\": [1, 2, 3], \"ranges\": {}}",
        "{\"probe\": [1, 2, 3], \"ranges\": {\"encoder.layer.0.attention.self\": [1]}}",
        "{\"probe\": [1, 2, 3], \"ranges\": {\"encoder.layer.0.attention.self\": [2, 1]}}",
        "{\"probe\": [1, \"x\"], \"ranges\": {}}"
      })
  void malformedCalibration_isRefused_andSaysHowToWriteAnother(String json) throws Exception {
    Path copy = directory.resolve("copy");
    CheckpointAttachments.copy(
        tinyBert(), copy, files -> Files.writeString(files.resolve(Int8Calibration.FILE), json));
    assertThatThrownBy(() -> Checkpoint.open(copy, ENCODERS))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(Int8Calibration.FILE);
  }

  private Checkpoint attached(Checkpoint source, Int8Calibration calibration) throws IOException {
    Path copy = directory.resolve("calibrated");
    CheckpointAttachments.copy(source, copy, calibration::write);
    return Checkpoint.open(copy, ENCODERS);
  }

  private static void assumeInt8() {
    assumeThat(System.getProperty("os.arch")).isIn("amd64", "x86_64");
  }

  private static void assertNear(Prediction found, Prediction expected, double tolerance) {
    for (int label = 0; label < expected.labels().size(); label++) {
      assertThat((double) found.logit(label))
          .as("logit of %s", expected.labels().name(label))
          .isCloseTo(expected.logit(label), within(tolerance));
    }
  }

  private static Checkpoint shipped() throws IOException {
    return ShippedCheckpoint.open(ENCODERS);
  }

  private static Checkpoint tinyBert() throws IOException, URISyntaxException {
    var resource = Objects.requireNonNull(ClassifierTest.class.getResource("tiny-bert"));
    return Checkpoint.open(Path.of(resource.toURI()), ENCODERS);
  }
}
