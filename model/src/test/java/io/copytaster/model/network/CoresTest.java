package io.copytaster.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
  void whatAllCoresComputeTogether_isOneThreadsWhoeverAsks() throws Exception {
    Cores cores = Cores.ofThisProcess();
    Thread computing = cores.together(Thread::currentThread);
    assertThat(CompletableFuture.supplyAsync(() -> cores.together(Thread::currentThread)).get())
        .isSameAs(computing)
        .isNotSameAs(Thread.currentThread());
    assertThat(cores.together(Torch::threads)).isEqualTo(cores.size());
    assertThatThrownBy(() -> cores.together(() -> Integer.parseInt("no number")))
        .isInstanceOf(NumberFormatException.class);
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
                          compute(Duration.ofMillis(100));
                          ended.set(true);
                          return part;
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("part 1");
    assertThat(ended).isTrue();
  }

  @Test
  void aCallerThatIsInterrupted_waitsAllTheSame_andStaysInterrupted() {
    var interrupted = new AtomicBoolean();
    var ended = new AtomicBoolean();
    Thread caller = Thread.currentThread();
    Cores.ofThisProcess()
        .map(
            List.of(1, 2),
            part -> {
              if (part == 1) {
                caller.interrupt();
                interrupted.set(true);
              } else {
                while (!interrupted.get()) {
                  Thread.onSpinWait();
                }
                compute(Duration.ofMillis(100));
                ended.set(true);
              }
              return part;
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended).isTrue();
  }

  /** As native code does, which no interrupt ends. */
  private static void compute(Duration time) {
    long began = System.nanoTime();
    while (System.nanoTime() - began < time.toNanos()) {
      Thread.onSpinWait();
    }
  }
}
