package io.copytaster.streams.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.broker.EmbeddedBroker;
import io.copytaster.streams.swap.Awaiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Of several sidecars one works, and when it leaves another one does. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SidecarLeaseTest {

  @TempDir static Path shared;
  private static EmbeddedBroker broker;
  private static Path mistaken;

  @TempDir Path directory;
  private final MemoryAnnouncements announcements = new MemoryAnnouncements();

  @BeforeAll
  static void start() throws IOException {
    broker = EmbeddedBroker.start(shared.resolve("kafka"), 0);
    mistaken = Toy.mistaken(shared.resolve("mistaken"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private RetrainingSidecar sidecar(ReviewDesk desk) {
    var store = new FolderStore(directory.resolve("folders"));
    return RetrainingSidecar.start(
        desk.settings(),
        new Shelf(announcements, store, store),
        new Silent(),
        new SimpleMeterRegistry(),
        InstantSource.system());
  }

  /** It stopped as if its lease was lost, of which it never had any. */
  @Test
  void preview_whileAnotherWorks_showsTheWindow() throws Exception {
    var desk = new ReviewDesk(broker.bootstrapServers(), mistaken, directory);
    desk.review("good", 120, () -> false, "editor");
    try (var working = sidecar(desk)) {
      Awaiting.until(working::isWorking);
      try (var looking = sidecar(desk)) {
        var preview = looking.preview(() -> false);
        assertThat(looking.isWorking()).isFalse();
        assertThat(preview.survey().fresh()).isEqualTo(120);
        assertThat(working.isWorking()).isTrue();
      }
    }
  }

  @Test
  void twoSidecars_oneWorks_theOtherTakesOver() throws Exception {
    var desk = new ReviewDesk(broker.bootstrapServers(), mistaken, directory);
    desk.review("good", 300, () -> false, "editor");
    var stop = new AtomicBoolean();
    var hundred = Schedule.whenReviewed(100, ZoneOffset.UTC);
    var first = sidecar(desk);
    Awaiting.until(first::isWorking);
    try (var second = sidecar(desk)) {
      Thread.sleep(Duration.ofSeconds(2).toMillis());
      assertThat(first.isWorking()).as("it keeps the lease").isTrue();
      assertThat(second.isWorking()).isFalse();
      var waiting =
          new Thread(() -> second.run(hundred, DriftTrigger.NEVER, stop::get), "second sidecar");
      waiting.start();
      assertThat(announcements.read().champion()).isEmpty();
      first.close();
      Awaiting.until(() -> announcements.read().champion().isPresent() && second.isWorking());
      Awaiting.until(() -> announcements.read().history().size() == 2);
      stop.set(true);
      waiting.join();
    }
    assertThat(Files.readString(directory.resolve("retrain/journal.json"))).contains("announced");
  }
}
