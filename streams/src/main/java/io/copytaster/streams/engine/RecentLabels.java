package io.copytaster.streams.engine;

import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the model that serves has said of the articles it computed or was asked for last. Texts of
 * which it reads the same, such as a dispatch that many outlets print, need computing once.
 *
 * <p>Compared are the word pieces themselves, so that no two texts are ever mistaken for each
 * other. Of a model that serves no longer nothing is kept. Safe for any thread.
 */
final class RecentLabels {

  private final Map<Tokens, Prediction> known;
  private String model = "";

  /**
   * @param capacity articles that are remembered; 0 for none
   */
  RecentLabels(int capacity) {
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Tokens, Prediction> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Begins anew unless it is this model whose labels are remembered. */
  synchronized void serve(String next) {
    if (!model.equals(next)) {
      known.clear();
      model = next;
    }
  }

  /** What this model said of such an article, if that is remembered. */
  synchronized Optional<Prediction> of(String by, Tokens article) {
    return model.equals(by) ? Optional.ofNullable(known.get(article)) : Optional.empty();
  }

  /** Remembers this instead of what was asked for least recently, if the model still serves. */
  synchronized void add(String by, Tokens article, Prediction prediction) {
    if (model.equals(by)) {
      known.put(article, prediction);
    }
  }
}
