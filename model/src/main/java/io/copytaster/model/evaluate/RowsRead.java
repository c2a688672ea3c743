package io.copytaster.model.evaluate;

/**
 * Which rows were judged.
 *
 * @param rows how many
 * @param skipped bad rows left out: unreadable, or without words or a known label
 * @param digest the SHA-256 over every judged row's text and label, each ended by a NUL byte, in
 *     lower-case hex: equal digests are equal rows, whatever file they came from
 */
public record RowsRead(long rows, long skipped, String digest) {}
