/** Learning a word-piece vocabulary from texts, for a network that starts without one. */
@NullMarked
package io.copytaster.model.vocabulary;

import org.jspecify.annotations.NullMarked;
