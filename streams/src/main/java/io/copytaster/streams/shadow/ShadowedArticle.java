package io.copytaster.streams.shadow;

import io.copytaster.schemas.RawNews;

/**
 * An article that waits for the challenger.
 *
 * @param label the champion's
 * @param confidence the champion's
 * @param arrived in nanoseconds of the JVM's clock
 */
record ShadowedArticle(RawNews news, String label, float confidence, long arrived) {}
