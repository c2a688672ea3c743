/** The model that serves now: leased by those who use it, replaced without stopping them. */
@NullMarked
package io.copytaster.streams.slot;

import org.jspecify.annotations.NullMarked;
