package io.copytaster.streams.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Credentials are taken out of the address, and never printed. */
class RegistrySettingsTest {

  @Test
  void credentialsInTheAddress_becomeSettings() {
    var settings = RegistryAccess.of(URI.create("https://ann:p%40ss:x@host:8443/apis/ccompat/v7/"));
    assertThat(settings.url()).isEqualTo(URI.create("https://host:8443/apis/ccompat/v7"));
    assertThat(settings.user()).isEqualTo("ann");
    assertThat(settings.password()).isEqualTo("p@ss:x");
  }

  @Test
  void settings_winOverTheAddress() {
    var url = URI.create("http://ann:one@host");
    var settings = new RegistryAccess(url, "bob", "two", false, Duration.ofSeconds(1));
    assertThat(settings.user() + settings.password()).isEqualTo("bobtwo");
    assertThat(settings.url()).isEqualTo(URI.create("http://host"));
  }

  @Test
  void password_isNeverPrinted() {
    assertThat(RegistryAccess.of(URI.create("http://ann:s3cret@host")).toString())
        .contains("ann", "********")
        .doesNotContain("s3cret");
  }

  @Test
  void impossibleSettings_areRefusedWithoutSecrets() {
    assertThatThrownBy(() -> RegistryAccess.of(URI.create("ftp://ann:s3cret@host")))
        .hasMessageContaining("registry.url")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> RegistryAccess.of(URI.create("host")))
        .hasMessageContaining("http://host:8081");
    var url = URI.create("http://host");
    assertThatThrownBy(() -> new RegistryAccess(url, "", "", false, Duration.ZERO))
        .hasMessageContaining("PT0S");
  }
}
