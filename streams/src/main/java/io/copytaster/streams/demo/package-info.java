/** A stream of news through the real service, counted by a reader of its own. */
@NullMarked
package io.copytaster.streams.demo;

import org.jspecify.annotations.NullMarked;
