package io.copytaster.streams.config;

import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;

/** Which values must never be shown, and what is shown instead. */
final class Secrets {

  static final String MASK = "********";

  private static final Pattern SUSPICIOUS =
      Pattern.compile(
          "password|passwd|secret|token|jaas|credential|user\\.?info|api\\.?key"
              + "|(^|[._-])key($|[._-](?!(de)?serializer|serde))",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern USER_INFO = Pattern.compile("://\\S*@");

  private Secrets() {}

  /** Whether a Kafka property's name, or its type in Kafka's own definition, says secret. */
  static boolean isSecret(String kafkaProperty) {
    return SUSPICIOUS.matcher(kafkaProperty).find()
        || PassedThrough.definition(kafkaProperty)
            .filter(key -> key.type == ConfigDef.Type.PASSWORD)
            .isPresent();
  }

  /** The value as it may be shown: masked if secret, and without the user info of a URL. */
  static String show(String value, boolean secret) {
    if (secret) {
      return value.isEmpty() ? "" : MASK;
    }
    return USER_INFO.matcher(value).replaceAll("://" + MASK + "@");
  }
}
