/** From an announcement to a model that serves, or to the reason why not. */
@NullMarked
package io.copytaster.streams.swap;

import org.jspecify.annotations.NullMarked;
