/** The network by itself: ours beside others, and what both are made of. */
@NullMarked
package io.copytaster.benchmarks.inference;

import org.jspecify.annotations.NullMarked;
