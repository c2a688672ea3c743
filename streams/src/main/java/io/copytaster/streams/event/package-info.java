/** Events on the topics: bytes to articles, predictions to bytes. */
@NullMarked
package io.copytaster.streams.event;

import org.jspecify.annotations.NullMarked;
