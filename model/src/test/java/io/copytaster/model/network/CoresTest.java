package io.copytaster.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts are computed by one core each, and nothing is left behind when a batch has ended. */
@Timeout(30)
class CoresTest {

  @BeforeAll
  static void start() {
    Torch.start(0);
  }

  @Test
  void results_comeInTheOrderOfTheParts() {
    List<Integer> parts = List.of(5, 1, 4, 2, 3, 9, 8);
    assertThat(Cores.ofThisProcess().map(parts, part -> part * 10))
        .containsExactly(50, 10, 40, 20, 30, 90, 80);
  }

  @Test
  void eachPart_hasOneThreadOfLibtorch_andTheCallerItsOwnAgainAfterwards() {
    int before = Torch.threads();
    assertThat(Cores.ofThisProcess().map(List.of(1, 2, 3), part -> Torch.threads()))
        .containsExactly(1, 1, 1);
    assertThat(Torch.threads()).isEqualTo(before).isEqualTo(Cores.ofThisProcess().size());
  }

  @Test
  void aPartThatFails_isThrownOnceTheOthersHaveEnded() {
    var ended = new AtomicBoolean();
    assertThatThrownBy(
            () ->
                Cores.ofThisProcess()
                    .map(
                        List.of(1, 2),
                        part -> {
                          if (part == 1) {
                            throw new IllegalStateException("part 1");
                          }
                          pause(Duration.ofMillis(100));
                          ended.set(true);
                          return part;
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("part 1");
    assertThat(ended).isTrue();
  }

  @Test
  void aCallerThatIsInterrupted_waitsAllTheSame_andStaysInterrupted() {
    var begun = new CountDownLatch(1);
    var ended = new AtomicBoolean();
    Thread caller = Thread.currentThread();
    Cores.ofThisProcess()
        .map(
            List.of(1, 2),
            part -> {
              if (part == 1) {
                caller.interrupt();
                begun.countDown();
              } else {
                awaitUninterrupted(begun);
                pause(Duration.ofMillis(100));
                ended.set(true);
              }
              return part;
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended).isTrue();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
