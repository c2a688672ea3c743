/** Model directories on disk: opened, verified, imported. */
@NullMarked
package io.copytaster.model.checkpoint;

import org.jspecify.annotations.NullMarked;
