package io.copytaster.streams.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The schema registry, if there is one: it decides the wire format.
 *
 * @param address of the registry; null for none
 * @param autoRegister whether new schemas are registered
 * @param user for basic authentication; empty for none
 * @param password for basic authentication; never printed
 */
public record RegistrySettings(
    @Nullable URI address, boolean autoRegister, Password user, Password password) {

  static final Setting<Optional<URI>> URL =
      new Setting<>(
          "registry.url",
          ValueType.orEmpty(ValueType.httpUrl()),
          "",
          "A Confluent-compatible schema registry. With it events are in the Confluent frame; with"
              + " none they are in Avro's single-object encoding.");
  static final Setting<Boolean> AUTO_REGISTER =
      new Setting<>(
          "registry.auto-register",
          ValueType.flag(),
          "false",
          "Register schemas that the registry does not have. Otherwise that is an error.");
  static final Setting<String> USER =
      Setting.secret("registry.user", "User for the registry's basic authentication.");
  static final Setting<String> PASSWORD =
      Setting.secret("registry.password", "Password for the registry's basic authentication.");

  static final List<Setting<?>> ALL = List.of(URL, AUTO_REGISTER, USER, PASSWORD);

  /** Where the registry is; empty for Avro's single-object encoding. */
  public Optional<URI> url() {
    return Optional.ofNullable(address);
  }

  static RegistrySettings from(SettingValues values) {
    return new RegistrySettings(
        values.get(URL).orElse(null),
        values.get(AUTO_REGISTER),
        new Password(values.get(USER)),
        new Password(values.get(PASSWORD)));
  }

  /** Without user info, user and password. */
  @Override
  public String toString() {
    return "RegistrySettings[url=%s, autoRegister=%s]"
        .formatted(Secrets.show(String.valueOf(address), false), autoRegister);
  }
}
