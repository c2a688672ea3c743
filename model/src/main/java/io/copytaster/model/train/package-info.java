/** Learning from labelled articles: a linear head over a frozen encoder. */
@NullMarked
package io.copytaster.model.train;

import org.jspecify.annotations.NullMarked;
