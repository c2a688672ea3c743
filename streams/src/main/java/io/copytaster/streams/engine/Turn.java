package io.copytaster.streams.engine;

import java.util.List;

/** What the device does next. */
sealed interface Turn {

  /** Computes these together; at least one. */
  record Batch(List<PendingArticle> articles) implements Turn {}

  /** Does something else. */
  record Other(Errand<?> errand) implements Turn {}

  /** Nothing more: the queue takes no more articles, and is empty. */
  record End() implements Turn {}
}
