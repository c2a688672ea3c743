package io.copytaster.streams.retrain;

import io.copytaster.model.dataset.LabeledText;
import java.util.List;

/**
 * What a window comes to.
 *
 * @param training rows of the window, then replayed ones
 * @param replayed how many of these are replayed
 * @param heldOut reviewed rows, of the window and before it, that never teach
 * @param added labels that the champion does not know, in alphabetical order
 * @param leftOut rows of other unknown labels, too rare to be added
 */
public record WindowRows(
    List<LabeledText> training,
    int replayed,
    List<LabeledText> heldOut,
    List<String> added,
    int leftOut) {

  public WindowRows {
    training = List.copyOf(training);
    heldOut = List.copyOf(heldOut);
    added = List.copyOf(added);
  }
}
