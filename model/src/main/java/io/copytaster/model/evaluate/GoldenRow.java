package io.copytaster.model.evaluate;

import java.util.List;

/**
 * An article with what a checkpoint made of it when it was trained.
 *
 * @param label the true label
 * @param logits in fp32, in the order of the checkpoint's labels
 */
public record GoldenRow(String id, String title, String body, String label, List<Float> logits) {

  public GoldenRow {
    logits = List.copyOf(logits);
  }
}
