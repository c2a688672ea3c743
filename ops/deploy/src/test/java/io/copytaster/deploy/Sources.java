package io.copytaster.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The checkout's files, as trees. */
final class Sources {

  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private static final ObjectMapper JSON = new ObjectMapper();

  private Sources() {}

  /** The files of a folder whose names end so, in their order. */
  static List<Path> files(String folder, String ending) throws IOException {
    try (var files = Files.list(ROOT.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** A YAML file's documents, their anchors and merges resolved. */
  static List<JsonNode> yaml(Path file) throws IOException {
    var documents = new ArrayList<JsonNode>();
    try (var reader = Files.newBufferedReader(file)) {
      var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
      yaml.loadAll(reader).forEach(document -> documents.add(JSON.valueToTree(document)));
    }
    return documents;
  }

  static JsonNode yaml(String file) throws IOException {
    return yaml(ROOT.resolve(file)).get(0);
  }

  static JsonNode json(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }
}
