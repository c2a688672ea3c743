/** What is classified: an article's words. */
@NullMarked
package io.copytaster.model.text;

import org.jspecify.annotations.NullMarked;
