package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;
import org.jspecify.annotations.Nullable;

/**
 * One record of the topic that could be read.
 *
 * @param announcement null where the key was deleted
 */
record Entry(EntryKey key, @Nullable ModelAnnouncement announcement) {}
