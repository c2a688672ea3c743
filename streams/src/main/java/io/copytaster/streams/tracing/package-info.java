/** Traces of articles from raw to labelled, by OpenTelemetry; without a collector, nothing. */
@NullMarked
package io.copytaster.streams.tracing;

import org.jspecify.annotations.NullMarked;
