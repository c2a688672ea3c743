/** Articles from files: CSV and JSON Lines, told apart by content. */
@NullMarked
package io.copytaster.model.dataset;

import org.jspecify.annotations.NullMarked;
