/** The service in containers, under faults, with every article accounted for. */
@NullMarked
package io.copytaster.faults;

import org.jspecify.annotations.NullMarked;
