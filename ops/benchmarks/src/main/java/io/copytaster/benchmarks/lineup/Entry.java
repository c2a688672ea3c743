package io.copytaster.benchmarks.lineup;

import org.jspecify.annotations.Nullable;

/**
 * A contender's place in the report.
 *
 * @param scenario its number
 * @param precision whose matrix products it is compared with; null for none
 */
public record Entry(int scenario, String name, @Nullable String precision) {}
