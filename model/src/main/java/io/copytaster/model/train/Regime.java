package io.copytaster.model.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What of a network is learned. */
public enum Regime {
  /** A linear classifier over a frozen encoder, whose outputs are computed once. */
  HEAD,
  /** Low-rank adapters beside the encoder's linears, pooler and classifier. */
  ADAPTER,
  /** Every weight; word embeddings may be left as they are. */
  FULL,
  /** Every weight of a small network that starts from nothing, and its vocabulary. */
  SCRATCH;

  /** What users call it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The regime that users call so, if there is one. */
  public static Optional<Regime> named(String id) {
    return Arrays.stream(values()).filter(regime -> regime.id().equals(id)).findFirst();
  }

  /** Every name that {@link #named} knows. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Regime::id).toList();
  }
}
