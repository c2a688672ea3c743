package io.copytaster.model.dataset;

import io.copytaster.model.text.Article;
import org.jspecify.annotations.Nullable;

/**
 * One row of a dataset: an article and, where the file has one, the label that people gave it.
 *
 * <p>The text stands as in the file. AG News has {@code \} for a line break and broken entities
 * such as {@code #39;}; they are kept, so that a model is trained on what it will be served.
 *
 * @param id the file's, or {@code row-} and the row's number from 1
 */
public record LabeledText(String id, Article article, @Nullable String label, Origin origin) {}
