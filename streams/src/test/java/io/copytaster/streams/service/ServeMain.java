package io.copytaster.streams.service;

import io.copytaster.streams.config.Settings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A service in a JVM of its own, that tests can kill. It ends when its standard input does. */
final class ServeMain {

  private ServeMain() {}

  /** Takes settings as {@code name=value}. */
  public static void main(String[] settings) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      values.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    try (var service = LabelingService.start(Settings.of(values))) {
      System.out.println("labels with " + service.model());
      while (System.in.read() >= 0) {
        // The parent says nothing; the end of the stream is the message.
      }
    }
    System.exit(0);
  }
}
