package io.copytaster.streams.cli;

import static java.util.Objects.requireNonNullElse;

import io.copytaster.model.train.Distillation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who says, beside the rows' labels, what the answers are. */
final class TeacherOptions {

  static final String HEADING = "%nDistillation:%n";

  @Option(
      names = "--teacher",
      paramLabel = "shipped|DIR",
      description =
          "A checkpoint with the same labels, whose probabilities are learned beside the rows'"
              + " labels: what a small network learns best from.")
  private @Nullable String teacher;

  @Option(
      names = "--teacher-share",
      paramLabel = "SHARE",
      description =
          "How much of a row's target is the teacher's; the rest is its label's. Default: "
              + Distillation.DEFAULT_SHARE
              + ".")
  private @Nullable Double share;

  /**
   * @param layers of the base that stay; null for all
   * @throws IllegalArgumentException if a value is out of its range, or there is no teacher whose
   *     share it could be
   */
  Distillation distillation(@Nullable Integer layers) {
    if (share != null && teacher == null) {
      throw new IllegalArgumentException("--teacher-share means nothing without --teacher");
    }
    return new Distillation(layers, teacher, requireNonNullElse(share, Distillation.DEFAULT_SHARE));
  }
}
