package io.copytaster.streams.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference in the README is the code's; with {@code -Dsettings.write=true} it becomes so. */
class SettingsReferenceTest {

  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- settings:begin -->\n";
  private static final String END = "<!-- settings:end -->\n";

  @Test
  void readme_saysWhatTheCodeSays() throws IOException {
    var readme = Files.readString(README);
    int from = readme.indexOf(BEGIN) + BEGIN.length();
    int to = readme.indexOf(END);
    var wanted = "\n" + SettingsReference.markdown() + "\n";
    if (Boolean.getBoolean("settings.write")) {
      Files.writeString(README, readme.substring(0, from) + wanted + readme.substring(to));
      return;
    }
    assertThat(readme.substring(from, to))
        .as(
            "The settings in streams/README.md; rewrite them with: mvn -pl streams -am test"
                + " -Dtest=SettingsReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dsettings.write=true")
        .isEqualTo(wanted);
  }
}
