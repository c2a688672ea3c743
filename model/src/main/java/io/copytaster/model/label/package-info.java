/** What comes out: labels in their order, and scores over them. */
@NullMarked
package io.copytaster.model.label;

import org.jspecify.annotations.NullMarked;
