/** Articles side by side: padded ids and what they cost. */
@NullMarked
package io.copytaster.model.batch;

import org.jspecify.annotations.NullMarked;
