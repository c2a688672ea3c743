/** Where the project's figures come from: one command for each question. */
@NullMarked
package io.copytaster.benchmarks;

import org.jspecify.annotations.NullMarked;
