package io.copytaster.streams.engine;

/**
 * The device's heartbeat. One that has been computing for much longer than a batch takes, hangs.
 *
 * @param computing whether a batch is on the device
 * @param since when that began to be so, as {@link System#nanoTime} has it
 */
public record EngineActivity(boolean computing, long since) {}
