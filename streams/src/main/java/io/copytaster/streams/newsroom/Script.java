package io.copytaster.streams.newsroom;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which act the newsroom is in, told by the models that articles name and by the gate's verdicts.
 *
 * <p>Not thread-safe.
 */
final class Script {

  /** What goes on. */
  enum Act {
    /** The first model serves; editors correct it. */
    CORRECTING,
    /** A better one serves; its labels are watched for a while. */
    RECOVERED,
    /** Editors send nonsense. */
    POISONED,
    /** The gate has refused what learned it; nothing should have happened. */
    REFUSED,
    /** All is seen. */
    OVER
  }

  private final String first;
  private final int settled;
  private Act act = Act.CORRECTING;
  private @Nullable String second;
  private int since;

  /**
   * @param first identifier of the model that serves at the beginning
   * @param settled articles to be read before an act that only watches is over
   */
  Script(String first, int settled) {
    this.first = first;
    this.settled = settled;
  }

  Act act() {
    return act;
  }

  /** The model that took over; empty before. */
  Optional<String> second() {
    return Optional.ofNullable(second);
  }

  /**
   * An article has come back.
   *
   * @param model that labelled it
   * @return the act that begins with it; empty if none does
   */
  Optional<Act> labelled(String model) {
    if (act == Act.CORRECTING && !model.equals(first)) {
      second = model;
      return enter(Act.RECOVERED);
    }
    since++;
    if (since < settled) {
      return Optional.empty();
    }
    return switch (act) {
      case RECOVERED -> enter(Act.POISONED);
      case REFUSED -> enter(Act.OVER);
      case CORRECTING, POISONED, OVER -> Optional.empty();
    };
  }

  /** The gate has refused a candidate. */
  Optional<Act> rejected() {
    return act == Act.POISONED ? enter(Act.REFUSED) : Optional.empty();
  }

  private Optional<Act> enter(Act next) {
    act = next;
    since = 0;
    return Optional.of(next);
  }
}
