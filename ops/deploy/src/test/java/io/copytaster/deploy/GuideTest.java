package io.copytaster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.config.SettingSources;
import io.copytaster.streams.config.SettingValues;
import io.copytaster.streams.config.SettingsListing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the operating guide quotes is what the program says, has and does. */
class GuideTest {

  private static final Path GUIDE = Sources.ROOT.resolve("ops/OPERATING.md");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern SERIES = Pattern.compile("copytaster_[a-z_]+");
  private static final Pattern COMMAND = Pattern.compile("copytaster ([a-z-]+)(?: ([a-z]+))?");

  /** Groups of settings; other words with a dot are files, and properties of Kafka. */
  private static final Pattern SETTING =
      Pattern.compile(
          "(?:serving|engine|model|registry|storage|retrain|gate|topics|output|drift|http)"
              + "\\.[a-z.-]+");

  @Test
  void symptom_isSaidByTheProgram() throws IOException {
    String sources = sources("streams/src/main/java") + sources("model/src/main/java");
    var known = new KnownSeries();
    List<String> symptoms =
        Files.readAllLines(GUIDE).stream()
            .dropWhile(line -> !line.startsWith("| seen |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> line.split("\\|")[1])
            .toList();
    assertThat(symptoms).hasSizeGreaterThan(15);
    for (String symptom : symptoms) {
      String quoted = quoted(symptom).get(0);
      if (SERIES.matcher(quoted).matches()) {
        assertThat(known.has(quoted)).as(quoted).isTrue();
        continue;
      }
      for (String piece : quoted.split("…")) {
        assertThat(sources.contains(piece.strip())).as("'%s' of %s", piece, quoted).isTrue();
      }
    }
  }

  @Test
  void seriesAndSettings_areThere() throws IOException {
    String guide = Files.readString(GUIDE);
    var known = new KnownSeries();
    var settings = settings();
    assertThat(SERIES.matcher(guide).results().map(MatchResult::group).distinct())
        .isNotEmpty()
        .allMatch(known::has);
    assertThat(
            quoted(guide).stream()
                .map(word -> word.replaceFirst("=.*", ""))
                .filter(word -> SETTING.matcher(word).matches())
                .filter(word -> !word.endsWith(".md") && !word.endsWith(".jsonl"))
                .collect(Collectors.toSet()))
        .hasSizeGreaterThan(10)
        .isSubsetOf(settings);
  }

  @Test
  void commands_areThere() throws IOException {
    String commands = sources("streams/src/main/java/io/copytaster/streams/cli");
    for (String line : Files.readString(GUIDE).split("\n")) {
      var found = COMMAND.matcher(line);
      while (found.find()) {
        boolean isCommand =
            line.startsWith("    ") || line.substring(0, found.start()).matches(".*`(\\./)?");
        if (isCommand && !found.group(1).equals("bench")) {
          assertThat(commands).contains("name = \"" + found.group(1) + "\"");
        }
      }
    }
  }

  private static List<String> quoted(String text) {
    return QUOTED.matcher(text).results().map(match -> match.group(1)).toList();
  }

  /** Java files of a folder, string literals that are only broken over lines put together. */
  private static String sources(String folder) throws IOException {
    try (var files = Files.walk(Sources.ROOT.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(GuideTest::text)
          .collect(Collectors.joining("\n"))
          .replaceAll("\"\\s*(?:\\.formatted\\([^;]*?\\)\\s*)?\\+\\s*\"", "");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> settings() {
    var listing = SettingsListing.of(SettingValues.load(SettingSources.ofProcess(Map.of())));
    var names = new HashSet<String>();
    for (var line : listing.lines().toList()) {
      names.add(line.strip().split("[ =]", 2)[0].replace("copytaster.", ""));
    }
    return names;
  }
}
