package io.copytaster.streams.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in the README is the code's; with {@code -Daccess.write=true} it becomes so. */
class AccessReferenceTest {

  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- access:begin -->\n";
  private static final String END = "<!-- access:end -->\n";

  @Test
  void readme_saysWhatEachRoleNeeds() throws IOException {
    var readme = Files.readString(README);
    int from = readme.indexOf(BEGIN) + BEGIN.length();
    int to = readme.indexOf(END);
    var wanted = "\n" + AccessReference.markdown() + "\n";
    if (Boolean.getBoolean("access.write")) {
      Files.writeString(README, readme.substring(0, from) + wanted + readme.substring(to));
      return;
    }
    assertThat(readme.substring(from, to))
        .as("The rights in streams/README.md; -Daccess.write=true rewrites them")
        .isEqualTo(wanted);
  }
}
