package io.copytaster.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertsTest {

  @Test
  void rule_asksOnlyForSeriesThatExist() throws IOException {
    var file = RuleFile.read();
    var known = new KnownSeries();
    file.recorded().forEach(name -> known.add(name, Set.of()));
    for (var rule : file.rules()) {
      var query = Query.parse(RuleFile.text(rule, "expr"));
      assertThat(query.metrics()).isNotEmpty();
      assertThat(query.metrics().stream().filter(name -> !known.has(name))).isEmpty();
      assertThat(known.labels(query.metrics())).as(rule.toString()).containsAll(query.labels());
    }
  }

  @Test
  void alert_saysHowUrgentItIs_whatIsSeen_andWhereToLook() throws IOException {
    for (var alert : RuleFile.read().alerts()) {
      assertThat(RuleFile.text(alert, "labels/severity")).isIn("page", "ticket");
      assertThat(RuleFile.text(alert, "annotations/summary")).isNotBlank();
      assertThat(RuleFile.text(alert, "annotations/description")).isNotBlank();
    }
  }

  @Test
  void alert_hasATest_inWhichItFires() throws IOException {
    var tests = Files.readString(Sources.ROOT.resolve("ops/prometheus/alerts-test.yml"));
    for (var alert : RuleFile.read().alerts()) {
      var name = RuleFile.text(alert, "alert");
      assertThat(tests).containsPattern("alertname(: |=\")" + name + "\\b");
    }
  }

  @Test
  void alerts_behaveAsTheirTestsSay() throws Exception {
    var promtool =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "promtool"))
            .anyMatch(Files::isExecutable);
    assumeTrue(promtool, "no promtool on the PATH; ops/prometheus/check takes the image's");
    var check =
        new ProcessBuilder(Sources.ROOT.resolve("ops/prometheus/check").toString())
            .inheritIO()
            .start();
    assertThat(check.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(check.exitValue()).isZero();
  }
}
