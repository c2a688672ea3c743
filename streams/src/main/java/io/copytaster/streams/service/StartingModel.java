package io.copytaster.streams.service;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.schemas.ModelAnnouncement;

/** The checkpoint that an instance starts with, and whether it follows what is announced. */
public sealed interface StartingModel {

  Checkpoint checkpoint();

  /** Whether announcements are there to be followed. */
  boolean follows();

  /** The champion that is announced, its files as announced. */
  record Announced(Checkpoint checkpoint, ModelAnnouncement announcement) implements StartingModel {
    @Override
    public boolean follows() {
      return true;
    }
  }

  /** The one that the settings name. */
  record Configured(Checkpoint checkpoint, boolean follows) implements StartingModel {}
}
