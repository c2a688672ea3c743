package io.copytaster.streams;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packages form a line: each knows only those before it. */
class LayeringTest {

  private static final List<String> LINE =
      List.of(
          "config",
          "telemetry",
          "tracing",
          "watch",
          "event",
          "slot",
          "engine",
          "topology",
          "broker",
          "access",
          "storage",
          "announce",
          "swap",
          "drift",
          "shadow",
          "service",
          "feed",
          "deadletter",
          "review",
          "retrain",
          "newsroom",
          "demo",
          "cli");

  @Test
  void packages_importOnlyEarlierOnes() {
    var classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.copytaster.streams");
    var line =
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .ensureAllClassesAreContainedInArchitecture();
    for (String name : LINE) {
      line = line.optionalLayer(name).definedBy("io.copytaster.streams." + name);
    }
    for (int i = 0; i < LINE.size(); i++) {
      var earlier = LINE.subList(0, i).toArray(String[]::new);
      line =
          earlier.length == 0
              ? line.whereLayer(LINE.get(i)).mayNotAccessAnyLayer()
              : line.whereLayer(LINE.get(i)).mayOnlyAccessLayers(earlier);
    }
    line.check(classes);
  }
}
