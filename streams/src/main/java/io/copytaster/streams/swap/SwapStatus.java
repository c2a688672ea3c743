package io.copytaster.streams.swap;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an instance stands to what is announced, for health and for people.
 *
 * @param serving identifier of the model that serves
 * @param phase {@code serving}, the step of a candidate such as {@code fetching}, {@code waiting}
 *     to try again, or {@code refused}
 * @param candidateId identifier of the model that was announced and does not serve; null if none
 * @param lastRefusal why it does not; null if it is under way or there is none
 */
public record SwapStatus(
    String serving, String phase, @Nullable String candidateId, @Nullable Refusal lastRefusal) {

  static SwapStatus of(SwapCycle cycle) {
    String serving = cycle.serving();
    Swap state = cycle.state();
    if (state instanceof Swap.Underway underway) {
      String step = underway.step().name().toLowerCase(Locale.ROOT);
      return new SwapStatus(serving, step, underway.attempt().model(), null);
    }
    if (state instanceof Swap.Waiting waiting) {
      return new SwapStatus(serving, "waiting", waiting.attempt().model(), waiting.refusal());
    }
    if (state instanceof Swap.Refused refused) {
      return new SwapStatus(serving, "refused", refused.attempt().model(), refused.refusal());
    }
    return new SwapStatus(serving, "serving", null, null);
  }

  /** The model that was announced and does not serve, if there is one. */
  public Optional<String> candidate() {
    return Optional.ofNullable(candidateId);
  }

  /** Why it does not, unless it is still under way. */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(lastRefusal);
  }
}
