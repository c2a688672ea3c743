/** Every meter this program keeps, by name, unit and tags. */
@NullMarked
package io.copytaster.streams.telemetry;

import org.jspecify.annotations.NullMarked;
