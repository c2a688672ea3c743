package io.copytaster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.copytaster.streams.config.SettingSources;
import io.copytaster.streams.config.SettingValues;
import io.copytaster.streams.config.SettingsListing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComposeTest {

  /** Read by the launcher, not settings. */
  private static final Set<String> LAUNCHERS = Set.of("COPYTASTER_HEAP", "COPYTASTER_CACHE");

  @Test
  void environment_ofOurServices_isSettings() throws IOException {
    var known = known();
    for (var variable : variables()) {
      assertThat(known).contains(variable);
    }
  }

  @Test
  void serve_canBeScaled() throws IOException {
    var serve = Sources.yaml("docker-compose.yml").at("/services/serve");
    assertThat(serve.has("ports")).as("a host port is one instance's").isFalse();
    assertThat(serve.has("container_name")).isFalse();
    assertThat(serve.at("/deploy/replicas").asInt()).isEqualTo(2);
  }

  /** What is in the registry is decided when a version is deployed, not by whoever writes first. */
  @Test
  void schemas_areRegisteredByOne_beforeAnybodyNeedsThem() throws IOException {
    assertThat(variables()).doesNotContain("COPYTASTER_REGISTRY_AUTO_REGISTER");
    var services = Sources.yaml("docker-compose.yml").at("/services");
    assertThat(services.at("/schemas/command").asText()).isEqualTo("schemas register");
    for (var name : List.of("serve", "retrain")) {
      assertThat(services.at("/" + name + "/depends_on/schemas/condition").asText())
          .isEqualTo("service_completed_successfully");
    }
  }

  @Test
  void ports_areOnLoopback() throws IOException {
    for (var service : Sources.yaml("docker-compose.yml").at("/services")) {
      for (var port : service.at("/ports")) {
        assertThat(port.asText()).startsWith("127.0.0.1:");
      }
    }
  }

  @Test
  void imageOfOthers_isPinned() throws IOException {
    for (var service : Sources.yaml("docker-compose.yml").at("/services")) {
      if (!service.has("build")) {
        assertThat(service.at("/image").asText())
            .matches("[^:]+:v?[0-9].*")
            .doesNotContain("latest");
      }
    }
  }

  private static List<String> known() {
    var listing = SettingsListing.of(SettingValues.load(SettingSources.ofProcess(Map.of())));
    var names = new ArrayList<>(LAUNCHERS);
    for (var line : listing.lines().toList()) {
      var name = line.strip().split("[ =]", 2)[0].replace("copytaster.", "");
      names.add("COPYTASTER_" + name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT));
    }
    return names;
  }

  private static List<String> variables() throws IOException {
    var compose = Sources.yaml("docker-compose.yml");
    var found = new ArrayList<String>();
    collect(compose.at("/x-copytaster-environment"), found);
    compose.at("/services").forEach(service -> collect(service.at("/environment"), found));
    assertThat(found).contains("COPYTASTER_REGISTRY_URL");
    return found;
  }

  private static void collect(JsonNode environment, List<String> into) {
    environment
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (name.startsWith("COPYTASTER_")) {
                into.add(name);
              }
            });
  }
}
