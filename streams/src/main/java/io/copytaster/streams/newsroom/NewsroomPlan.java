package io.copytaster.streams.newsroom;

import io.copytaster.model.train.Regime;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the newsroom is to go through.
 *
 * @param input labelled articles: AG News CSV, CSV with a header, or JSON Lines
 * @param regime of the first model
 * @param missing the label that the first model has never seen
 * @param taught articles that the first model learns from
 * @param rate articles per second
 * @param reviewed share of what comes back that editors look at, 0 to 1
 * @param settled articles that are read after the swap, and after the rejection, before going on
 * @param figure PNG to draw the accuracy into
 * @param patience after so long without the next turn of events the scenario is given up
 */
public record NewsroomPlan(
    Path input,
    Regime regime,
    String missing,
    int taught,
    double rate,
    double reviewed,
    int settled,
    Path figure,
    Duration patience) {

  public NewsroomPlan {
    if (taught < 1 || !(rate > 0) || !(reviewed > 0 && reviewed <= 1) || settled < 1) {
      throw new IllegalArgumentException(
          "taught %d, rate %s, reviewed %s and settled %d must be above 0, reviewed at most 1"
              .formatted(taught, rate, reviewed, settled));
    }
  }
}
