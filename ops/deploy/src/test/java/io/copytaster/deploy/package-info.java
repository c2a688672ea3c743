/** What lies in {@code ops} and the compose file, held against the program and its platforms. */
@NullMarked
package io.copytaster.deploy;

import org.jspecify.annotations.NullMarked;
