package io.copytaster.streams.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which model labels, and on what.
 *
 * @param directory a Hugging Face checkpoint; null for the shipped classifier
 * @param precision {@code auto}, {@code fp32}, {@code bf16} or {@code int8}
 * @param device {@code auto}, {@code cpu} or {@code cuda:N}
 * @param threads for one batch; 0 for all cores
 * @param maxTokens at which an article is cut; 0 for the model's own limit
 * @param cacheDirectory where imported encoders are kept; null for the user's cache
 */
public record ModelSettings(
    @Nullable Path directory,
    String precision,
    String device,
    int threads,
    int maxTokens,
    @Nullable Path cacheDirectory) {

  static final Setting<Optional<Path>> CHECKPOINT =
      new Setting<>(
          "model.checkpoint",
          ValueType.orEmpty(ValueType.directory()),
          "",
          "A Hugging Face checkpoint directory; empty for the classifier that is shipped.");
  static final Setting<String> PRECISION =
      new Setting<>(
          "model.precision",
          ValueType.choice("auto", "fp32", "bf16", "int8"),
          "auto",
          "How the network computes; `auto` is the fastest that this device computes well: `int8` of"
              + " a checkpoint that is calibrated, if it says what it says in `fp32`.");
  static final Setting<String> DEVICE =
      new Setting<>(
          "model.device",
          ValueType.matching("auto|cpu|cuda:\\d{1,2}", "`auto`, `cpu` or `cuda:N`"),
          "auto",
          "Where the network computes; `auto` is the first GPU, or else the CPU.");
  static final Setting<Integer> THREADS =
      new Setting<>(
          "model.threads",
          ValueType.integer(0, 1_024),
          "0",
          "CPU threads for one batch; 0 for all cores.");
  static final Setting<Integer> MAX_TOKENS =
      new Setting<>(
          "model.max-tokens",
          ValueType.integer(0, 65_536),
          "0",
          "At how many tokens an article is cut; 0 for the model's own limit.");
  static final Setting<Optional<Path>> CACHE =
      new Setting<>(
          "model.cache",
          ValueType.orEmpty(ValueType.directory()),
          "",
          "Where imported encoders are kept; empty for `$COPYTASTER_CACHE`, or else `copytaster` in"
              + " `$XDG_CACHE_HOME` or `~/.cache`.");

  static final List<Setting<?>> ALL =
      List.of(CHECKPOINT, PRECISION, DEVICE, THREADS, MAX_TOKENS, CACHE);

  /** The checkpoint to serve; empty for the shipped classifier. */
  public Optional<Path> checkpoint() {
    return Optional.ofNullable(directory);
  }

  /** Where encoders are kept; empty for the user's cache, which the model knows the place of. */
  public Optional<Path> cache() {
    return Optional.ofNullable(cacheDirectory);
  }

  static ModelSettings from(SettingValues values) {
    return new ModelSettings(
        values.get(CHECKPOINT).orElse(null),
        values.get(PRECISION),
        values.get(DEVICE),
        values.get(THREADS),
        values.get(MAX_TOKENS),
        values.get(CACHE).orElse(null));
  }
}
