package io.copytaster.streams.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a setting may be.
 *
 * @param allowed the rule in words, as it stands in an error and in the reference
 * @param parser text to value; throws {@link IllegalArgumentException} for anything not allowed
 */
record ValueType<T>(String allowed, Function<String, T> parser) {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private static final Pattern S3_LOCATION =
      Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[a-zA-Z0-9._-]+)*/?");

  T parse(String text) {
    return parser.apply(text.strip());
  }

  static ValueType<String> text() {
    return new ValueType<>("any text", Function.identity());
  }

  static ValueType<String> matching(String regex, String allowed) {
    var pattern = Pattern.compile(regex);
    return new ValueType<>(
        allowed,
        text -> {
          require(pattern.matcher(text).matches());
          return text;
        });
  }

  static ValueType<Boolean> flag() {
    return new ValueType<>(
        "`true` or `false`", text -> Boolean.parseBoolean(oneOf(text, "true", "false")));
  }

  static ValueType<Integer> integer(int least, int most) {
    var allowed = "a whole number, %,d to %,d".formatted(least, most);
    return new ValueType<>(
        allowed,
        text -> {
          int number = Integer.parseInt(text);
          require(least <= number && number <= most);
          return number;
        });
  }

  static ValueType<Double> decimal(String least, String most) {
    return new ValueType<>(
        "a number, %s to %s".formatted(least, most),
        text -> {
          double number = Double.parseDouble(text);
          require(Double.parseDouble(least) <= number && number <= Double.parseDouble(most));
          return number;
        });
  }

  /** A number with a unit, such as {@code 20ms}; bounds included, and written the same way. */
  static ValueType<Duration> duration(String least, String most) {
    return new ValueType<>(
        "a duration, %s to %s".formatted(least, most),
        text -> {
          var duration = durationOf(text);
          require(duration.compareTo(durationOf(least)) >= 0);
          require(duration.compareTo(durationOf(most)) <= 0);
          return duration;
        });
  }

  /** The same, or {@code auto}, which is empty. */
  static <T> ValueType<Optional<T>> orAuto(ValueType<T> type) {
    return new ValueType<>(
        "`auto` or " + type.allowed(),
        text -> text.equals("auto") ? Optional.empty() : Optional.of(type.parse(text)));
  }

  /** The same, or nothing. */
  static <T> ValueType<Optional<T>> orEmpty(ValueType<T> type) {
    return new ValueType<>(
        "empty or " + type.allowed(),
        text -> text.isEmpty() ? Optional.empty() : Optional.of(type.parse(text)));
  }

  /** One of an enum's constants, in lower case with hyphens. */
  static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
    var byName =
        Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(ValueType::spell, e -> e));
    var names = Arrays.stream(type.getEnumConstants()).map(ValueType::spell).toList();
    return new ValueType<>(
        listed(names),
        text -> {
          var constant = byName.get(text);
          if (constant == null) {
            throw new IllegalArgumentException();
          }
          return constant;
        });
  }

  static ValueType<String> choice(String... names) {
    return new ValueType<>(listed(List.of(names)), text -> oneOf(text, names));
  }

  /** A directory; a leading {@code ~} is the user's home. */
  static ValueType<Path> directory() {
    return path("a directory");
  }

  /** A file; a leading {@code ~} is the user's home. */
  static ValueType<Path> file() {
    return path("a file");
  }

  private static ValueType<Path> path(String allowed) {
    return new ValueType<>(
        allowed,
        text -> {
          require(!text.isEmpty());
          return Path.of(text.replaceFirst("^~(?=/|$)", home()));
        });
  }

  /**
   * A directory from the root or the user's home, as a file URI, or a bucket and a prefix in S3.
   */
  static ValueType<URI> storage() {
    return new ValueType<>(
        "an absolute directory, or `s3://bucket/prefix`",
        text -> {
          if (text.startsWith("s3:")) {
            require(S3_LOCATION.matcher(text).matches());
            return URI.create(text.replaceFirst("/+$", ""));
          }
          var path = directory().parse(text);
          require(path.isAbsolute());
          return path.normalize().toUri();
        });
  }

  static ValueType<URI> httpUrl() {
    return new ValueType<>(
        "an http or https URL",
        text -> {
          var url = URI.create(text);
          require(url.getHost() != null);
          require("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
          return url;
        });
  }

  static String spell(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String oneOf(String text, String... names) {
    require(List.of(names).contains(text));
    return text;
  }

  private static String listed(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private static Duration durationOf(String text) {
    var parts = DURATION.matcher(text);
    require(parts.matches());
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private static String home() {
    return Matcher.quoteReplacement(System.getProperty("user.home"));
  }

  private static void require(boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException();
    }
  }
}
