package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;

/** Is told what is announced, by the thread that reads it: quickly, then. */
@FunctionalInterface
public interface AnnouncementListener {

  /** This is to have its channel from now on. */
  void announced(ModelAnnouncement announcement);

  /** There is to be no challenger any more. */
  default void withdrawn() {}
}
