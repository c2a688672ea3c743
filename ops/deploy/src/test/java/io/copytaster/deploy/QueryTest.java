package io.copytaster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryTest {

  @Test
  void parse_functionsRangesAndStrings_areNoMetrics() {
    var query = Query.parse("sum(rate(a_total{x=~\"b|c{d}\"}[$__rate_interval])) / 2 > 0.5");
    assertThat(query.metrics()).isEqualTo(Set.of("a_total"));
    assertThat(query.labels()).isEqualTo(Set.of("x"));
  }

  @Test
  void parse_groupingAndMatching_areLabels() {
    var query = Query.parse("max by (job, a) (m) / ignoring (b) group_left () r:s:t and n == 1");
    assertThat(query.metrics()).isEqualTo(Set.of("m", "r:s:t", "n"));
    assertThat(query.labels()).isEqualTo(Set.of("job", "a", "b"));
  }
}
