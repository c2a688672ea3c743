package io.copytaster.streams.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** What Kafka itself says about a property that is passed through. */
final class PassedThrough {

  private static final Pattern PREFIXES =
      Pattern.compile(
          "^(streams\\.)?((main\\.|restore\\.|global\\.)?consumer\\.|producer\\.|admin\\.)?");

  private PassedThrough() {}

  /** Kafka's own name of a property: without the kind of client that it is for. */
  static String bareName(String property) {
    return PREFIXES.matcher(property).replaceFirst("");
  }

  /** Kafka's definition; empty for the property of a plug-in. */
  static Optional<ConfigDef.ConfigKey> definition(String property) {
    return Arrays.stream(ClientKind.values())
        .flatMap(kind -> Stream.ofNullable(kind.definition().configKeys().get(bareName(property))))
        .findFirst();
  }

  /** What Kafka would take instead, if it does not take this value. */
  static Optional<String> allowedInstead(String property, String value) {
    return definition(property).filter(key -> !takes(key, value)).map(PassedThrough::allowed);
  }

  private static boolean takes(ConfigDef.ConfigKey key, String value) {
    try {
      var parsed = ConfigDef.parseType(key.name, value, key.type);
      if (key.validator != null) {
        key.validator.ensureValid(key.name, parsed);
      }
      return true;
    } catch (ConfigException e) {
      return false;
    }
  }

  private static String allowed(ConfigDef.ConfigKey key) {
    var type = "Kafka's " + key.type.name().toLowerCase(Locale.ROOT);
    return key.validator == null ? type : type + ", " + key.validator;
  }
}
