package io.copytaster.model.train;

import io.copytaster.model.checkpoint.Provenance;
import io.copytaster.model.dataset.LabeledText;
import java.util.List;

/**
 * What is learned from.
 *
 * @param rows each with words and a label
 * @param files where they come from
 */
public record TrainingData(List<LabeledText> rows, List<Provenance.Data> files) {

  public TrainingData {
    rows = List.copyOf(rows);
    files = List.copyOf(files);
  }
}
