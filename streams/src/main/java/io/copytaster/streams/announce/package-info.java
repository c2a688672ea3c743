/** Which checkpoint is to play which part: written to, and read from, a compacted topic. */
@NullMarked
package io.copytaster.streams.announce;

import org.jspecify.annotations.NullMarked;
