package io.copytaster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DashboardsTest {

  private static final Set<String> DASHBOARDS = Set.of("pipeline", "model", "retraining");

  @TestFactory
  List<DynamicTest> panel_asksOnlyForSeriesThatExist() throws IOException {
    var known = new KnownSeries();
    RuleFile.read().recorded().forEach(name -> known.add(name, Set.of()));
    var tests = new ArrayList<DynamicTest>();
    for (var dashboard : dashboards()) {
      for (var panel : panels(dashboard)) {
        String name = dashboard.at("/title").asText() + ": " + panel.at("/title").asText();
        tests.add(DynamicTest.dynamicTest(name, () -> assertKnown(known, panel)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(20);
    return tests;
  }

  @Test
  void dashboard_eachIsProvisioned_withItsOwnNameAndOurDataSource() throws IOException {
    var source = Sources.yaml("ops/grafana/provisioning/datasources/prometheus.yml");
    var uid = source.at("/datasources/0/uid").asText();
    var identifiers = new HashSet<String>();
    for (var dashboard : dashboards()) {
      assertThat(identifiers.add(dashboard.at("/uid").asText())).isTrue();
      for (var panel : panels(dashboard)) {
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo(uid);
        assertThat(panel.at("/description").asText()).as(panel.at("/title").asText()).isNotEmpty();
      }
    }
    assertThat(identifiers).hasSameSizeAs(DASHBOARDS);
  }

  @Test
  void dashboard_noPanelLiesOnAnother_andNoneIsBesideTheScreen() throws IOException {
    for (var dashboard : dashboards()) {
      var taken = new HashSet<List<Integer>>();
      for (var panel : dashboard.at("/panels")) {
        var at = panel.at("/gridPos");
        for (int x = 0; x < at.at("/w").asInt(); x++) {
          for (int y = 0; y < at.at("/h").asInt(); y++) {
            var cell = List.of(at.at("/x").asInt() + x, at.at("/y").asInt() + y);
            assertThat(cell.get(0)).isLessThan(24);
            assertThat(taken.add(cell)).as(panel.at("/title").asText()).isTrue();
          }
        }
      }
    }
  }

  @Test
  void provisioning_pathsAreWhereComposeMountsThem() throws IOException {
    var provider = Sources.yaml("ops/grafana/provisioning/dashboards/copytaster.yml");
    var folder = provider.at("/providers/0/options/path").asText();
    var mounts = Sources.yaml("docker-compose.yml").at("/services/grafana/volumes");
    assertThat(mounts)
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder(
            "./ops/grafana/provisioning:/etc/grafana/provisioning:ro",
            "./ops/grafana/dashboards:" + folder + ":ro");
  }

  private static void assertKnown(KnownSeries known, JsonNode panel) {
    assertThat(panel.at("/targets")).isNotEmpty();
    for (var target : panel.at("/targets")) {
      var query = Query.parse(target.at("/expr").asText());
      assertThat(query.metrics()).isNotEmpty();
      assertThat(query.metrics().stream().filter(name -> !known.has(name))).isEmpty();
      assertThat(known.labels(query.metrics())).containsAll(query.labels());
    }
  }

  private static List<JsonNode> dashboards() throws IOException {
    var files = Sources.files("ops/grafana/dashboards", ".json");
    assertThat(files)
        .extracting(Path::getFileName)
        .extracting(name -> name.toString().replace(".json", ""))
        .containsExactlyInAnyOrderElementsOf(DASHBOARDS);
    var trees = new ArrayList<JsonNode>();
    for (var file : files) {
      trees.add(Sources.json(file));
    }
    return trees;
  }

  private static List<JsonNode> panels(JsonNode dashboard) {
    var panels = new ArrayList<JsonNode>();
    dashboard.at("/panels").forEach(panels::add);
    panels.removeIf(panel -> panel.at("/type").asText().equals("row"));
    return panels;
  }
}
