/** Where checkpoints lie that several instances share, and the copies on this machine. */
@NullMarked
package io.copytaster.streams.storage;

import org.jspecify.annotations.NullMarked;
