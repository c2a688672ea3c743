/** How an instance is asked how it is: meters and health over HTTP. */
@NullMarked
package io.copytaster.streams.watch;

import org.jspecify.annotations.NullMarked;
