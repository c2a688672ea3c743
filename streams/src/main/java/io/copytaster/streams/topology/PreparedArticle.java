package io.copytaster.streams.topology;

import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.RawNews;

/**
 * An article as the model takes it, with the event it came in.
 *
 * @param tokenizeNanos what tokenizing took
 */
record PreparedArticle(RawNews news, Tokens tokens, long tokenizeNanos) {}
