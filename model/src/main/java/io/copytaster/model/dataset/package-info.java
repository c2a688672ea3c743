/**
 * Articles from files: CSV and JSON Lines, told apart by content; and their division into those to
 * train on and those held out.
 */
@NullMarked
package io.copytaster.model.dataset;

import org.jspecify.annotations.NullMarked;
