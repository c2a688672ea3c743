package io.copytaster.streams.watch;

/** Whoever knows how an instance is; asked by any thread, at any time. */
@FunctionalInterface
public interface HealthSource {

  Verdict verdict(Probe probe);
}
