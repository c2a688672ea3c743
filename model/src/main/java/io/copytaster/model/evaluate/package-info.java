/** How good a classifier is, and how far its confidence can be believed. */
@NullMarked
package io.copytaster.model.evaluate;

import org.jspecify.annotations.NullMarked;
