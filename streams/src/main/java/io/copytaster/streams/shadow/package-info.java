/** A challenger that labels beside the champion, when the device has nothing better to do. */
@NullMarked
package io.copytaster.streams.shadow;

import org.jspecify.annotations.NullMarked;
