package io.copytaster.streams.config;

import java.time.Duration;
import java.util.List;

/**
 * Where meters and health can be asked for.
 *
 * @param host address that is listened on
 * @param port 0 for no listener
 * @param unreadyAfter how long records may wait while none is taken, before the instance is unready
 */
public record HttpSettings(String host, int port, Duration unreadyAfter) {

  static final Setting<String> HOST =
      new Setting<>(
          "http.host",
          ValueType.matching("\\S+", "a host name or address"),
          "127.0.0.1",
          "Where `http.port` is listened on; `0.0.0.0` lets other machines ask.");
  static final Setting<Integer> PORT =
      new Setting<>(
          "http.port",
          ValueType.integer(0, 65_535),
          "0",
          "Where `/metrics` and `/health` answer; 0 is nowhere, so that two instances on one"
              + " machine do not collide.");
  static final Setting<Duration> UNREADY_AFTER =
      new Setting<>(
          "http.unready-after",
          ValueType.duration("1s", "1h"),
          "30s",
          "An instance whose records wait this long while it takes none is not ready.");

  static final List<Setting<?>> ALL = List.of(HOST, PORT, UNREADY_AFTER);

  static HttpSettings from(SettingValues values) {
    return new HttpSettings(values.get(HOST), values.get(PORT), values.get(UNREADY_AFTER));
  }
}
