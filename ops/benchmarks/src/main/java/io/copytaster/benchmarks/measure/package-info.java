/** Measuring by turns: contenders, what they did, and how figures spread. */
@NullMarked
package io.copytaster.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
