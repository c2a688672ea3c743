package io.copytaster.streams.newsroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.report.Timeline;
import org.junit.jupiter.api.Test;

class AccuracyTraceTest {

  @Test
  void share_isThatOfTheLatestOnly() {
    var trace = new AccuracyTrace(4);
    for (int i = 0; i < 10; i++) {
      trace.labelled(i, i >= 7);
    }
    assertThat(trace.share()).isEqualTo(0.75);
    assertThat(trace.timeline().points()).first().isEqualTo(new Timeline.Point(3, 0));
    assertThat(trace.timeline().points()).hasSize(7);
  }

  @Test
  void lowest_looksAtNothingOutsideTheTime() {
    var trace = new AccuracyTrace(1);
    trace.labelled(1, false);
    trace.labelled(2, true);
    trace.labelled(3, true);
    assertThat(trace.lowest(1.5, 3)).isEqualTo(1);
    assertThat(trace.lowest(0, 3)).isZero();
  }

  @Test
  void marks_standInTheTimeline() {
    var trace = new AccuracyTrace(1);
    trace.labelled(1, true);
    trace.mark(1.5, "swap");
    assertThat(trace.timeline().marks()).containsExactly(new Timeline.Mark(1.5, "swap"));
  }
}
