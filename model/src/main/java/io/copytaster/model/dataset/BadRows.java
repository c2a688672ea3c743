package io.copytaster.model.dataset;

/** What a reader does with a row that it cannot read. */
public enum BadRows {
  /** Stop with a {@link DatasetException} that names the line. */
  REFUSE,
  /** Leave it out and count it. */
  SKIP
}
