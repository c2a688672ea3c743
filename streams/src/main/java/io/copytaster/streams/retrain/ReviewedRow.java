package io.copytaster.streams.retrain;

import io.copytaster.model.text.Article;

/**
 * A label that a person or a publisher gave.
 *
 * @param id the article's
 * @param labeledAt in milliseconds since the epoch; 0 where unknown
 * @param partition where it was read
 * @param offset where it was read
 * @param recent whether it lies in the window, and not before it
 */
record ReviewedRow(
    String id,
    Article article,
    String label,
    long labeledAt,
    int partition,
    long offset,
    boolean recent) {}
