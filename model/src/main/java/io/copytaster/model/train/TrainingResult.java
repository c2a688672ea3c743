package io.copytaster.model.train;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What came of a training.
 *
 * @param directory the checkpoint's
 * @param trained rows learned from
 * @param heldOut rows measured on
 * @param repeated rows left out because they repeat another
 * @param steps that were taken
 * @param finished false if it was stopped before its end; it can be resumed, unless that was before
 *     the first step
 * @param best the measurement of what was saved; null if nothing is held out
 */
public record TrainingResult(
    Path directory,
    int trained,
    int heldOut,
    int repeated,
    long steps,
    boolean finished,
    @Nullable Measurement best) {}
