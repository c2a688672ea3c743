/** Learning from labelled articles: the regimes, the course of a training, and what it leaves. */
@NullMarked
package io.copytaster.model.train;

import org.jspecify.annotations.NullMarked;
