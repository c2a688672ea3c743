package io.copytaster.faults;

import org.jspecify.annotations.Nullable;

/**
 * A record that no producer should send.
 *
 * @param value null for none
 * @param expected what is to come of it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and handed on once
record Fuzz(byte @Nullable [] value, Sent expected) {}
