/** Scenarios, what they are given, and whom they let run. */
@NullMarked
package io.copytaster.benchmarks.lineup;

import org.jspecify.annotations.NullMarked;
