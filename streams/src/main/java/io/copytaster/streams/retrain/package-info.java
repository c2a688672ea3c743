/** The sidecar: from reviewed labels to a candidate, and through the gate or not. */
@NullMarked
package io.copytaster.streams.retrain;

import org.jspecify.annotations.NullMarked;
