/** The whole service, from settings to a running stream. */
@NullMarked
package io.copytaster.streams.service;

import org.jspecify.annotations.NullMarked;
