/** The command line. */
@NullMarked
package io.copytaster.streams.cli;

import org.jspecify.annotations.NullMarked;
