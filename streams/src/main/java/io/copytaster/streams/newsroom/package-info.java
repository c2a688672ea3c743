/**
 * A newsroom's day in minutes: a model that lacks a desk, editors who correct it, and a bad hour.
 */
@NullMarked
package io.copytaster.streams.newsroom;

import org.jspecify.annotations.NullMarked;
