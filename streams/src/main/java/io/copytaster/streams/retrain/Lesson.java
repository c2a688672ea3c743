package io.copytaster.streams.retrain;

import java.util.List;

/**
 * What a run is to learn, once its rows are read and lie in its folder.
 *
 * @param labels in the order of the logits: the champion's, then added ones
 * @param taxonomy their name and version
 * @param digest SHA-256 of the training rows as they lie there, in lower-case hex
 * @param training rows to learn from, replayed ones included
 * @param replayed how many of these are replayed
 * @param heldOut rows to judge by
 * @param leftOut rows whose label is too rare to be added
 */
public record Lesson(
    List<String> labels,
    String taxonomy,
    String digest,
    int training,
    int replayed,
    int heldOut,
    int leftOut) {

  public Lesson {
    labels = List.copyOf(labels);
  }
}
