package io.copytaster.streams.topology;

import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.engine.Labelling;

/**
 * Shown every article once its label has been forwarded, on the stream's threads, all at once.
 *
 * <p>It must not wait for anything: the next article does. What is shown may come again, when a
 * transaction is rolled back.
 */
@FunctionalInterface
public interface LabelObserver {

  /**
   * @param tokens what the model read
   */
  void labelled(RawNews news, Labelling labelling, Tokens tokens);
}
