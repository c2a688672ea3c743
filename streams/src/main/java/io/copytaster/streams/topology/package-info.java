/** The stream: submitted on arrival, waited for in process, forwarded in order. */
@NullMarked
package io.copytaster.streams.topology;

import org.jspecify.annotations.NullMarked;
