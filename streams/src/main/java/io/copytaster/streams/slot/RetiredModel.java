package io.copytaster.streams.slot;

import java.time.Duration;

/** A model that serves no more, and lives until the last who leased it has returned it. */
public final class RetiredModel {

  private final Tenancy tenancy;

  RetiredModel(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  /** The checkpoint's identifier. */
  public String model() {
    return tenancy.model().model();
  }

  /**
   * Frees the model's memory on this thread as soon as nobody uses it; to be called until it has
   * done so.
   *
   * @param patience how long to wait for those who still do
   * @return whether it is freed
   */
  public boolean free(Duration patience) throws InterruptedException {
    if (!tenancy.awaitVacancy(patience)) {
      return false;
    }
    tenancy.model().close();
    return true;
  }
}
