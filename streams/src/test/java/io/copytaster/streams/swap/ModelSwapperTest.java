package io.copytaster.streams.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.network.Compute;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.engine.EngineOptions;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.slot.ServedModel;
import io.copytaster.streams.storage.CheckpointSource;
import io.copytaster.streams.swap.BadModels.Bad;
import io.copytaster.streams.telemetry.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is announced: a sound model serves, any other changes nothing. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ModelSwapperTest {

  private static final Compute COMPUTE = Compute.reference();
  private static final int BATCH_TOKENS = 256;
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(5), Duration.ofMillis(20), 3);

  @TempDir private Path directory;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private ModelAnnouncement first;
  private ModelSlot slot;
  private InferenceEngine engine;

  @BeforeEach
  void start() throws IOException {
    TestCheckpoint checkpoint = TestCheckpoint.write(directory, "first", 1);
    first = checkpoint.announcement();
    slot =
        new ModelSlot(
            ServedModel.of(Classifier.load(Checkpoint.open(checkpoint.directory()), COMPUTE, 0)));
    var options =
        new EngineOptions(
            BATCH_TOKENS, 64, 8 * BATCH_TOKENS, 0.1, 0, Duration.ZERO, Duration.ofSeconds(5));
    engine = InferenceEngine.start(slot, options, 1);
  }

  @AfterEach
  void close() {
    engine.close();
    slot.close();
  }

  @Test
  void soundModel_serves_andBackAgain() {
    ModelAnnouncement second = TestCheckpoint.write(directory, "second", 2).announcement();
    try (var swapper = swapper(TestCheckpoint::obtain)) {
      swapper.announced(second);
      Awaiting.until(() -> slot.model().equals(second.getModel()));
      swapper.announced(first);
      Awaiting.until(() -> swapper.status().phase().equals("serving"));
      assertThat(slot.model()).isEqualTo(first.getModel());
      assertThat(swapper.status())
          .isEqualTo(new SwapStatus(first.getModel(), "serving", null, null));
      awaitPublished(2);
      assertThat(registry.get(Meters.MODEL_INFO.name()).gauges())
          .singleElement()
          .satisfies(
              gauge -> assertThat(gauge.getId().getTag("model")).isEqualTo(first.getModel()));
    }
  }

  @Test
  void checkpointWithoutGoldenRowsOrFigures_servesOnceItsProbeIsFinite() {
    TestCheckpoint plain = TestCheckpoint.write(directory, "plain", 3);
    plain.change("golden.jsonl", file -> assertThat(file.toFile().delete()).isTrue()).seal();
    try (var swapper = swapper(TestCheckpoint::obtain)) {
      swapper.announced(plain.announcement());
      Awaiting.until(() -> slot.model().equals(plain.announcement().getModel()));
    }
  }

  @Test
  void everyKindOfBadModel_isRefused_andNoLabelIsDisturbed() throws Exception {
    List<Bad> bad = BadModels.all(directory.resolve("bad"));
    assertThat(bad).hasSizeGreaterThanOrEqualTo(20);
    ModelAnnouncement good = TestCheckpoint.write(directory, "good", 4).announcement();
    try (var swapper = swapper(TestCheckpoint::obtain);
        var load = Load.start(engine, slot)) {
      for (Bad model : bad) {
        swapper.announced(model.announcement());
        Awaiting.until(() -> swapper.status().phase().equals("refused"));
        Refusal refusal = swapper.status().refusal().orElseThrow();
        assertThat(refusal.category())
            .as("%s: %s", model.what(), refusal)
            .isEqualTo(model.category());
        assertThat(refusal.reason()).as(model.what()).isNotBlank();
        assertThat(swapper.status().serving()).isEqualTo(first.getModel());
      }
      assertThat(load.stop()).as("models of the articles").containsOnlyKeys(first.getModel());
      swapper.announced(good);
      Awaiting.until(() -> slot.model().equals(good.getModel()));
    }
    double refused =
        registry.get(Meters.SWAPS.name()).counters().stream().mapToDouble(c -> c.count()).sum();
    int retries = 2; // of the missing file
    assertThat(refused).as("with the one published").isEqualTo(bad.size() + retries + 1);
    assertThat(engine.failure()).isEmpty();
  }

  @Test
  void storageAway_isTriedAgainUntilItIsBack() {
    ModelAnnouncement second = TestCheckpoint.write(directory, "second", 2).announcement();
    var attempts = new AtomicInteger();
    try (var swapper =
        swapper(
            announcement -> {
              if (attempts.incrementAndGet() < 3) {
                throw new IOException("storage is away");
              }
              return TestCheckpoint.obtain(announcement);
            })) {
      swapper.announced(second);
      Awaiting.until(() -> slot.model().equals(second.getModel()));
      assertThat(attempts).hasValue(3);
    }
  }

  @Test
  void newerAnnouncementDuringAFetch_theOlderOneNeverServes() throws InterruptedException {
    ModelAnnouncement older = TestCheckpoint.write(directory, "older", 2).announcement();
    ModelAnnouncement newer = TestCheckpoint.write(directory, "newer", 3).announcement();
    var fetching = new CountDownLatch(1);
    var arrived = new CountDownLatch(1);
    try (var swapper =
        swapper(
            announcement -> {
              if (announcement.equals(older)) {
                fetching.countDown();
                awaitUninterruptibly(arrived);
              }
              return TestCheckpoint.obtain(announcement);
            })) {
      swapper.announced(older);
      fetching.await();
      swapper.announced(newer);
      assertThat(swapper.status().candidate()).contains(newer.getModel());
      arrived.countDown();
      Awaiting.until(() -> slot.model().equals(newer.getModel()));
      awaitPublished(1);
      assertThat(registry.get(Meters.SWAPS.name()).tag("outcome", "abandoned").counter().count())
          .isEqualTo(1);
    }
  }

  @Test
  void swapsUnderLoad_everyArticleIsLabelledByAnAnnouncedModel() throws Exception {
    ModelAnnouncement second = TestCheckpoint.write(directory, "second", 2).announcement();
    try (var swapper = swapper(TestCheckpoint::obtain);
        var load = Load.start(engine, slot)) {
      for (int swap = 0; swap < 40; swap++) {
        ModelAnnouncement next = swap % 2 == 0 ? second : first;
        swapper.announced(next);
        Awaiting.until(() -> swapper.status().serving().equals(next.getModel()));
      }
      assertThat(load.stop()).containsOnlyKeys(first.getModel(), second.getModel());
    }
    awaitPublished(40);
    assertThat(registry.get(Meters.SWAP_SLICE.name()).timer().max(TimeUnit.SECONDS)).isLessThan(1);
  }

  private ModelSwapper swapper(CheckpointSource source) {
    var loader = new ModelLoader(source, Encoders.inUserCache(), COMPUTE, 0, BATCH_TOKENS);
    return ModelSwapper.start(engine, slot, loader, BACKOFF, registry);
  }

  /** A swap is counted a moment after it. */
  private void awaitPublished(int swaps) {
    Awaiting.until(() -> published() >= swaps);
    assertThat(published()).isEqualTo(swaps);
  }

  private double published() {
    return registry.get(Meters.SWAPS.name()).tag("outcome", "published").counter().count();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
