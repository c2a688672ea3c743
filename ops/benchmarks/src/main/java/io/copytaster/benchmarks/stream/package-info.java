/** The whole way: Kafka in, Kafka out, with the broker on the same cores. */
@NullMarked
package io.copytaster.benchmarks.stream;

import org.jspecify.annotations.NullMarked;
