package io.copytaster.streams.config;

import java.util.Arrays;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The setting that somebody probably meant. */
final class NearestName {

  private NearestName() {}

  /**
   * The full name of the setting that is fewest letters away; for a Kafka property that lacks its
   * prefix, the name with it.
   *
   * @param name in full, and not that of a setting
   */
  static String to(String name) {
    var property = name.substring(Setting.PREFIX.length());
    if (isKafkaProperty(property)) {
      return Setting.PREFIX + KafkaSettings.PREFIX + property;
    }
    var distance = LevenshteinDistance.getDefaultInstance();
    var nearest =
        Settings.ALL.stream()
            .map(Setting::fullName)
            .min(Comparator.comparing(known -> distance.apply(dotted(known), dotted(name))));
    return nearest.orElseThrow();
  }

  /** Environment variables have one sign for dots and hyphens. */
  private static String dotted(String name) {
    return name.replace('-', '.');
  }

  private static boolean isKafkaProperty(String property) {
    return Arrays.stream(ClientKind.values())
        .anyMatch(kind -> kind.definition().names().contains(kind.withoutPrefix(property)));
  }
}
