package io.copytaster.streams.swap;

import io.copytaster.schemas.ModelAnnouncement;

/**
 * One try to let an announced model serve.
 *
 * @param number counted from 1
 * @param announced when it was, in nanoseconds
 */
record Attempt(ModelAnnouncement announcement, int number, long announced) {

  String model() {
    return announcement.getModel();
  }

  Attempt next() {
    return new Attempt(announcement, number + 1, announced);
  }
}
