package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A course is the same whoever asks, in whatever order: that is what makes a run resumable. */
class CourseTest {

  private static final int[] LENGTHS = lengths(100);

  private static Course course(int epochs) {
    return course(epochs, LENGTHS);
  }

  private static Course course(int epochs, int[] lengths) {
    return new Course(
        Plans.with(Regime.FULL, "minilm", given -> Plans.epochs(given, epochs)), lengths);
  }

  private static int[] lengths(int rows) {
    return LongStream.range(0, rows).mapToInt(row -> (int) (5 + row * 7 % 40)).toArray();
  }

  @Test
  void step_isTheSame_whetherAskedInOrderOrNot() {
    Course inOrder = course(3);
    Course backwards = course(3);
    for (long number = 1; number <= inOrder.steps(); number++) {
      inOrder.step(number);
    }
    for (long number = inOrder.steps(); number >= 1; number--) {
      Course.Step expected = course(3).step(number);
      assertThat(backwards.step(number)).usingRecursiveComparison().isEqualTo(expected);
      assertThat(inOrder.step(number)).usingRecursiveComparison().isEqualTo(expected);
    }
  }

  @Test
  void epochs_areCountedFromOne_andHaveEveryStep() {
    Course course = course(3);
    assertThat(course.steps()).isEqualTo(3 * 13);
    assertThat(course.step(1).epoch()).isEqualTo(1);
    assertThat(course.step(13).epoch()).isEqualTo(1);
    assertThat(course.step(14).epoch()).isEqualTo(2);
    assertThat(course.step(39).epoch()).isEqualTo(3);
  }

  @Test
  void measured_twiceAnEpoch_atTheLastStep_andAtMostTwelveTimes() {
    assertThat(measured(course(3))).isEqualTo(6);
    assertThat(measured(course(50))).isEqualTo(12);
    assertThat(measured(course(1, lengths(3)))).isEqualTo(1);
    assertThat(course(50).step(50 * 13).measured()).isTrue();
  }

  private static long measured(Course course) {
    return LongStream.rangeClosed(1, course.steps())
        .filter(number -> course.step(number).measured())
        .count();
  }

  @Test
  void whatIsMeasured_isSaved() {
    Course course = course(20);
    for (long number = 1; number <= course.steps(); number++) {
      Course.Step step = course.step(number);
      assertThat(step.saved()).isEqualTo(step.measured() || number % 200 == 0);
    }
  }

  @Test
  void average_keepsLittleAtFirst_andNeverMoreThanThePlan() {
    Course course = course(1);
    assertThat(course.averaging(1)).isLessThan(0.2);
    assertThat(course.averaging(1_000_000)).isEqualTo(0.5);
  }
}
