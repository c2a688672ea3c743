package io.copytaster.streams.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsListingTest {

  @Test
  void listing_showsEverySettingWithValueAndSource() {
    var given = Map.of("serving.threads", "4", "kafka.producer.linger.ms", "5");
    var lines =
        SettingsListing.of(SettingValues.load(SettingSources.commandLineOnly(given)))
            .lines()
            .map(line -> line.replaceAll(" +", " "))
            .toList();
    assertThat(lines)
        .hasSize(Settings.ALL.size() + 1)
        .contains(
            "copytaster.serving.threads 4 command line",
            "copytaster.kafka.producer.linger.ms 5 command line",
            "copytaster.engine.deadline 8s default");
    for (var setting : Settings.ALL) {
      assertThat(lines).as(setting.name()).anyMatch(line -> line.startsWith(setting.fullName()));
    }
  }
}
