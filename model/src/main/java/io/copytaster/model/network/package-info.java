/** The transformer: its shape, its weights by name, and its computation on a device. */
@NullMarked
package io.copytaster.model.network;

import org.jspecify.annotations.NullMarked;
