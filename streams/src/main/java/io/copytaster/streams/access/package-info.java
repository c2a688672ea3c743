/** What each role must be allowed to do at the brokers. */
@NullMarked
package io.copytaster.streams.access;

import org.jspecify.annotations.NullMarked;
