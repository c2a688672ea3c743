package io.copytaster.streams.watch;

import java.time.Duration;

/**
 * What an instance shows of itself at one moment.
 *
 * @param failure why its device takes no more articles; empty while it does
 * @param computing how long the device has been at what it does; zero if it is idle
 * @param hasRun whether the stream has run since the start
 * @param stream the stream's state in its own word
 * @param running whether that is the state in which it labels
 * @param connected whether any broker is
 * @param registryAway how long records have waited for a schema registry; zero if none does
 * @param partitions it reads from
 * @param lag records that wait in them
 * @param idle since a record was last taken, or since the start
 */
public record Signs(
    String failure,
    Duration computing,
    boolean hasRun,
    String stream,
    boolean running,
    boolean connected,
    Duration registryAway,
    int partitions,
    long lag,
    Duration idle) {}
