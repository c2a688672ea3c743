/** How fast the network learns, beside the same training in Python. */
@NullMarked
package io.copytaster.benchmarks.training;

import org.jspecify.annotations.NullMarked;
