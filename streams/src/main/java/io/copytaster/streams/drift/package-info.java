/** Whether what comes in, and what is made of it, still looks like the training. */
@NullMarked
package io.copytaster.streams.drift;

import org.jspecify.annotations.NullMarked;
