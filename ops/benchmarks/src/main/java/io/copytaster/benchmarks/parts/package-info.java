/** The parts of the way by themselves, under JMH. */
@NullMarked
package io.copytaster.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
