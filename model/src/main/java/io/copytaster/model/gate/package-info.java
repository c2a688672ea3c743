/** Whether a candidate may take the champion's place: a pure decision over what both answered. */
@NullMarked
package io.copytaster.model.gate;

import org.jspecify.annotations.NullMarked;
