/** The classifier: a checkpoint resident on a device, batches in, predictions out. */
@NullMarked
package io.copytaster.model.classify;

import org.jspecify.annotations.NullMarked;
