package io.copytaster.streams.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** From the name of an environment variable to the name of a setting. */
final class EnvironmentNames {

  private static final String PREFIX = "COPYTASTER_";

  /** What others read: the launcher, the log's configuration, the encoders' cache. */
  private static final Set<String> OTHERS =
      Set.of(
          "COPYTASTER_HEAP",
          "COPYTASTER_JAVA_OPTS",
          "COPYTASTER_HOME",
          "COPYTASTER_LOG_LEVEL",
          "COPYTASTER_CACHE");

  /** What Kubernetes sets in every pod for a service whose name begins with ours. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP)(_.+)?)?)");

  private static final Map<String, String> KNOWN =
      Settings.ALL.stream()
          .collect(Collectors.toUnmodifiableMap(Setting::environmentName, Setting::fullName));

  private EnvironmentNames() {}

  /**
   * The setting that a variable sets, known or not; empty for a variable that is none of ours.
   *
   * <p>Underscores of a name that is not known stand for dots, so that {@code
   * COPYTASTER_KAFKA_PRODUCER_LINGER_MS} is {@code copytaster.kafka.producer.linger.ms}.
   */
  static Optional<String> settingName(String variable) {
    if (KNOWN.containsKey(variable)) {
      return Optional.of(variable).map(KNOWN::get);
    }
    if (!variable.startsWith(PREFIX)
        || OTHERS.contains(variable)
        || SERVICE_LINK.matcher(variable).matches()) {
      return Optional.empty();
    }
    return Optional.of(variable.toLowerCase(Locale.ROOT).replace('_', '.'));
  }
}
