/** The topics from outside: articles in, labels and dead letters out. */
@NullMarked
package io.copytaster.streams.feed;

import org.jspecify.annotations.NullMarked;
