/** Every setting: its name, its default, where its value came from. */
@NullMarked
package io.copytaster.streams.config;

import org.jspecify.annotations.NullMarked;
