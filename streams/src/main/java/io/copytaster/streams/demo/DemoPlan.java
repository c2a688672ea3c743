package io.copytaster.streams.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a demo is to do.
 *
 * @param input the articles; null for those that are shipped
 * @param limit how many of them at most; 0 for all
 * @param rate articles per second; 0 for as fast as they are taken
 * @param engineAlone whether to measure the engine without Kafka on the same articles, afterwards
 * @param keepRunning whether the service goes on after the summary, until it is interrupted
 * @param patience after so long without any article the missing ones are given up
 */
public record DemoPlan(
    @Nullable Path input,
    int limit,
    double rate,
    boolean engineAlone,
    boolean keepRunning,
    Duration patience) {

  public DemoPlan {
    if (limit < 0 || !(rate >= 0)) {
      throw new IllegalArgumentException("limit " + limit + " and rate " + rate + " are from 0 on");
    }
  }
}
