package io.copytaster.streams.service;

import io.copytaster.streams.config.RegistrySettings;
import io.copytaster.streams.event.RegistryAccess;
import io.copytaster.streams.event.WireFormat;
import java.time.Duration;
import java.util.Optional;

/** The wire format that the settings choose: Confluent's frame where they name a registry. */
public final class WireFormats {

  private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(10);

  private WireFormats() {}

  public static WireFormat of(RegistrySettings registry) {
    return access(registry).map(WireFormat::confluent).orElseGet(WireFormat::singleObject);
  }

  /** How to ask the registry, if the settings name one. */
  public static Optional<RegistryAccess> access(RegistrySettings registry) {
    return registry
        .url()
        .map(
            url ->
                new RegistryAccess(
                    url,
                    registry.user().value(),
                    registry.password().value(),
                    registry.autoRegister(),
                    REGISTRY_TIMEOUT));
  }
}
