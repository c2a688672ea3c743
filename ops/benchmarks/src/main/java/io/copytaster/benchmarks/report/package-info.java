/** What the benchmarks found: as JSON, as a table, as a picture. */
@NullMarked
package io.copytaster.benchmarks.report;

import org.jspecify.annotations.NullMarked;
