/** Every version of the events that ever was on a topic. */
@NullMarked
package io.copytaster.schemas.published;

import org.jspecify.annotations.NullMarked;
