/** One device's queue: articles gather into batches, results find their way back. */
@NullMarked
package io.copytaster.streams.engine;

import org.jspecify.annotations.NullMarked;
