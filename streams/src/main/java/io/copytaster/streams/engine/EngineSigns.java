package io.copytaster.streams.engine;

/**
 * What can be seen of a device from outside.
 *
 * @param activity of the lane that has been computing for longest
 */
public record EngineSigns(EngineStatistics done, EngineActivity activity) {

  /** Whether nothing was computed since, or a lane is still in the same batch as then. */
  public boolean showNoWorkSince(EngineSigns then) {
    return done.equals(then.done) || activity.computing() && activity.equals(then.activity);
  }
}
