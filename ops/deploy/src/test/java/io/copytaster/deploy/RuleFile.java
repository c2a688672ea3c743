package io.copytaster.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' rules: those that record a series, and those that raise an alert. */
record RuleFile(List<JsonNode> rules) {

  RuleFile {
    rules = List.copyOf(rules);
  }

  static RuleFile read() throws IOException {
    var rules = new ArrayList<JsonNode>();
    for (var group : Sources.yaml("ops/prometheus/alerts.yml").at("/groups")) {
      group.at("/rules").forEach(rules::add);
    }
    return new RuleFile(rules);
  }

  /** The names of the series that are recorded. */
  List<String> recorded() {
    return rules.stream().filter(rule -> rule.has("record")).map(r -> text(r, "record")).toList();
  }

  List<JsonNode> alerts() {
    return rules.stream().filter(rule -> rule.has("alert")).toList();
  }

  static String text(JsonNode rule, String field) {
    return rule.at("/" + field).asText();
  }
}
