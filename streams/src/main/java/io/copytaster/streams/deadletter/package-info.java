/** Dead letters: which there are, and how they go back to the raw topic. */
@NullMarked
package io.copytaster.streams.deadletter;

import org.jspecify.annotations.NullMarked;
