package io.copytaster.streams.config;

import static io.copytaster.streams.config.SettingsException.Category.INVALID_VALUE;
import static io.copytaster.streams.config.SettingsException.Category.REFUSED_PROPERTY;
import static io.copytaster.streams.config.SettingsException.Category.UNKNOWN_NAME;

import io.copytaster.streams.config.SettingValues.Value;
import io.copytaster.streams.config.SettingsException.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is wrong with single values: names nobody knows, values not allowed, properties refused. */
final class ValueChecks {

  private static final Map<String, Setting<?>> KNOWN =
      Settings.ALL.stream().collect(Collectors.toMap(Setting::fullName, Function.identity()));

  private ValueChecks() {}

  static List<Problem> problems(Collection<Value> values) {
    var problems = new ArrayList<Problem>();
    values.forEach(value -> problem(value).ifPresent(problems::add));
    return problems;
  }

  private static Optional<Problem> problem(Value value) {
    var setting = KNOWN.get(value.name());
    if (setting != null) {
      return invalid(setting, value);
    }
    return SettingValues.isOverride(value.name())
        ? passedThrough(value)
        : Optional.of(unknown(value));
  }

  private static Optional<Problem> invalid(Setting<?> setting, Value value) {
    try {
      setting.type().parse(value.text());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(notAllowed(value, setting.type().allowed()));
    }
  }

  private static Problem notAllowed(Value value, String allowed) {
    return new Problem(
        INVALID_VALUE,
        "%s = \"%s\" (%s) is not allowed; it takes %s."
            .formatted(value.name(), value.shown(), value.source(), allowed));
  }

  private static Optional<Problem> passedThrough(Value value) {
    var property = value.name().substring(Setting.PREFIX.length() + KafkaSettings.PREFIX.length());
    return RefusedProperties.reason(property)
        .map(reason -> refused(value, reason))
        .or(
            () ->
                PassedThrough.allowedInstead(property, value.text())
                    .map(allowed -> notAllowed(value, allowed)));
  }

  private static Problem refused(Value value, String reason) {
    return new Problem(
        REFUSED_PROPERTY,
        "%s (%s) cannot be passed through: %s.".formatted(value.name(), value.source(), reason));
  }

  private static Problem unknown(Value value) {
    return new Problem(
        UNKNOWN_NAME,
        "%s (%s) is not a setting. Did you mean %s? --print-config shows every name."
            .formatted(value.name(), value.source(), NearestName.to(value.name())));
  }
}
