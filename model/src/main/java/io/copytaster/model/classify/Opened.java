package io.copytaster.model.classify;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened so far, closed again if the whole does not come about. */
final class Opened implements AutoCloseable {

  private final Deque<AutoCloseable> resources = new ArrayDeque<>();

  <R extends AutoCloseable> R add(R resource) {
    resources.push(resource);
    return resource;
  }

  /** Leaves everything to its new owner. */
  void handOver() {
    resources.clear();
  }

  @Override
  public void close() {
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("closing what had been opened failed", e);
      }
    }
  }
}
