/** An evaluation for people and programs: JSON, a page with pictures, lines on a terminal. */
@NullMarked
package io.copytaster.model.report;

import org.jspecify.annotations.NullMarked;
