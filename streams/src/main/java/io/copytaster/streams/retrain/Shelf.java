package io.copytaster.streams.retrain;

import io.copytaster.streams.announce.Announcements;
import io.copytaster.streams.storage.CheckpointSource;
import io.copytaster.streams.storage.CheckpointStore;

/**
 * Where models are announced, kept and taken from; closed by whoever opened them.
 *
 * @param store where candidates go
 * @param source where the champion comes from
 */
public record Shelf(Announcements announcements, CheckpointStore store, CheckpointSource source) {}
