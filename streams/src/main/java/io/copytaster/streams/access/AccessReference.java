package io.copytaster.streams.access;

import io.copytaster.streams.config.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;

/** The rights of all roles under default settings, as a table for people. */
final class AccessReference {

  private AccessReference() {}

  static String markdown() {
    var text =
        new StringBuilder("| role | resource | operations | because it |\n|---|---|---|---|\n");
    var settings = Settings.of(Map.of());
    for (Role role : Role.values()) {
      for (Right right : role.rights(settings)) {
        text.append(
            "| %s | %s `%s`%s | %s | %s |\n"
                .formatted(
                    role.id(),
                    right.type().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    right.name(),
                    right.pattern() == PatternType.PREFIXED ? " and what begins so" : "",
                    right.operations().stream()
                        .map(AccessReference::word)
                        .collect(Collectors.joining(", ")),
                    right.why()));
      }
    }
    return text.toString();
  }

  private static String word(AclOperation operation) {
    return operation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
