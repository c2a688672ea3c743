/** Labels that people give: written, read, and which article to ask about next. */
@NullMarked
package io.copytaster.streams.review;

import org.jspecify.annotations.NullMarked;
