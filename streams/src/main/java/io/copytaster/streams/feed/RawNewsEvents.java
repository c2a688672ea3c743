package io.copytaster.streams.feed;

import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.dataset.Origin;
import io.copytaster.schemas.RawNews;
import java.util.Map;

/** Rows of files as events for the raw topic. */
public final class RawNewsEvents {

  /** Attribute with the label that the file knows; the service carries it and does not look. */
  public static final String LABEL = "label";

  private RawNewsEvents() {}

  public static RawNews of(LabeledText row) {
    Origin origin = row.origin();
    String label = row.label();
    return new RawNews(
        row.id(),
        row.article().title(),
        row.article().body(),
        origin.source(),
        origin.url(),
        origin.language(),
        origin.published(),
        label == null ? Map.of() : Map.of(LABEL, label));
  }
}
