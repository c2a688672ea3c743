package io.copytaster.streams.topology;

import io.copytaster.schemas.RawNews;
import io.copytaster.streams.slot.TokenizedText;

/**
 * An article as the model takes it, with the event it came in.
 *
 * @param tokenizeNanos what tokenizing took
 */
record PreparedArticle(RawNews news, TokenizedText text, long tokenizeNanos) {}
