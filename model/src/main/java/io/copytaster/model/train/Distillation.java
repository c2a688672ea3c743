package io.copytaster.model.train;

import org.jspecify.annotations.Nullable;

/**
 * How a smaller network is made of a bigger one: which of its layers stay, and who else says what
 * the rows' answers are (Hinton et al. 2015, Sun et al. 2019).
 *
 * @param layers of the base that stay, evenly spread; null for all of them
 * @param teacher a checkpoint whose probabilities are learned beside the rows' labels; null for
 *     none
 * @param share of a row's target that is the teacher's; the rest is its label's
 */
public record Distillation(@Nullable Integer layers, @Nullable String teacher, double share) {

  /** Share of the teacher where none is given. */
  public static final double DEFAULT_SHARE = 0.5;

  /** The whole base, and the labels alone. */
  public static final Distillation NONE = new Distillation(null, null, DEFAULT_SHARE);

  public Distillation {
    if (layers != null && layers < 1) {
      throw new IllegalArgumentException("layers must be at least 1: " + layers);
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("teacher-share must be above 0, at most 1: " + share);
    }
  }
}
