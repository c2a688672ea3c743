package io.copytaster.streams.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.evaluate.DriftReference;
import io.copytaster.model.evaluate.GoldenRows;
import io.copytaster.model.train.TrainingProgress;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.broker.EmbeddedBroker;
import io.copytaster.streams.retrain.RetrainState.Announced;
import io.copytaster.streams.retrain.RetrainState.AtRest;
import io.copytaster.streams.retrain.RetrainState.Rejected;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From reviewed labels on a broker to a champion, or not, with a network of a few thousand numbers.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RetrainingSidecarTest {

  private static final BooleanSupplier GO_ON = () -> false;

  @TempDir static Path shared;
  private static EmbeddedBroker broker;
  private static Path mistaken;

  @TempDir Path directory;
  private final MemoryAnnouncements announcements = new MemoryAnnouncements();
  private ReviewDesk desk;
  private FolderStore store;

  @BeforeAll
  static void start() throws IOException {
    broker = EmbeddedBroker.start(shared.resolve("kafka"), 0);
    mistaken = Toy.mistaken(shared.resolve("mistaken"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void open() {
    desk = new ReviewDesk(broker.bootstrapServers(), mistaken, directory);
    store = new FolderStore(directory.resolve("store"));
  }

  private RetrainingSidecar sidecar(RetrainListener listener) {
    return RetrainingSidecar.start(
        desk.settings(),
        new Shelf(announcements, store, store),
        listener,
        new SimpleMeterRegistry(),
        InstantSource.system());
  }

  private AtRest once() throws IOException {
    try (var sidecar = sidecar(new Silent())) {
      return sidecar.once(GO_ON).orElseThrow();
    }
  }

  private ModelAnnouncement champion() {
    return announcements.read().champion().orElseThrow();
  }

  @Test
  void correctedLabels_arePromoted_andShuffledOnesAreNot() throws IOException {
    desk.review("model", 90, () -> true, "model"); // teaches nobody
    desk.review("good", 300, () -> false, "editor");
    AtRest first = once();
    assertThat(first).as(first.outcome()).isInstanceOf(Announced.class);
    String promoted = champion().getModel();
    assertPromoted(champion());
    assertThat(directory.resolve("retrain")).isDirectoryNotContaining("glob:**/run-*");

    desk.review("bad", 300, () -> true, "editor");
    AtRest second = once();
    assertThat(second).as(second.outcome()).isInstanceOf(Rejected.class);
    assertThat(champion().getModel()).isEqualTo(promoted);
    var rejected =
        announcements.read().candidates().values().stream()
            .filter(candidate -> candidate.getVerdict().equals("rejected"))
            .findFirst()
            .orElseThrow();
    assertThat(rejected.getUri()).isEmpty();
    assertThat(rejected.getReason()).startsWith("rejected: ");
    assertThat(rejected.getParent()).isEqualTo(promoted);
    assertThat(store.ids()).contains(promoted).doesNotContain(rejected.getModel());
  }

  private static double metric(ModelAnnouncement announcement, String name) {
    return Objects.requireNonNull(announcement.getMetrics().get(name));
  }

  private void assertPromoted(ModelAnnouncement champion) throws IOException {
    assertThat(champion.getVerdict()).isEqualTo("promoted");
    assertThat(champion.getDecidedBy()).isEqualTo("gate");
    assertThat(metric(champion, "accuracy"))
        .isGreaterThan(metric(champion, "champion.accuracy") + 0.15);
    assertThat(metric(champion, "p-value")).isLessThan(0.05);
    assertThat(champion.getData().getRanges())
        .containsExactlyInAnyOrder(
            desk.settings().topics().reviewed() + "-0[0,195)",
            desk.settings().topics().reviewed() + "-1[0,195)");
    var history = announcements.read().history();
    assertThat(history).as("the incumbent first, so that there is a way back").hasSize(2);
    assertThat(history.get(0).getModel())
        .isEqualTo(champion.getParent())
        .isEqualTo(champion.getSupersedes());

    Path files = store.obtain(champion);
    var checkpoint = Checkpoint.open(files, new Encoders(directory.resolve("cache")));
    assertThat(checkpoint.id()).isEqualTo(champion.getModel());
    assertThat(checkpoint.taxonomy()).isEqualTo(Toy.TAXONOMY);
    assertThat(champion.getDigests())
        .containsEntry("golden.jsonl", RunFolder.digest(files.resolve("golden.jsonl")))
        .containsEntry("reference.json", RunFolder.digest(files.resolve("reference.json")))
        .containsEntry("manifest.json", RunFolder.digest(files.resolve("manifest.json")));
    var golden = GoldenRows.read(files).rows();
    assertThat((double) golden.size()).isEqualTo(metric(champion, "golden.rows"));
    assertThat(golden).allMatch(row -> row.logits().size() == Toy.LABELS.size());
    assertThat(DriftReference.read(files).orElseThrow().articles())
        .isEqualTo((long) metric(champion, "rows"));
  }

  @Test
  void labelThatIsNew_isAdded_andTheTaxonomyMoves() throws IOException {
    desk.review("good", 240, () -> false, "editor");
    desk.reviewNewLabel("new", 80);
    AtRest end = once();
    assertThat(end).as(end.outcome()).isInstanceOf(Announced.class);
    assertThat(champion().getLabels()).containsExactly("Sea", "Sport", "Money", Toy.NEW_LABEL);
    assertThat(champion().getTaxonomy()).isEqualTo("toy/2");
    assertThat(metric(champion(), "champion.recall." + Toy.NEW_LABEL)).isZero();
    assertThat(metric(champion(), "recall." + Toy.NEW_LABEL)).isGreaterThan(0.5);
  }

  @Test
  void tooFewReviewedArticles_areNoOccasion() throws IOException {
    desk.review("few", 60, () -> false, "publisher");
    try (var sidecar = sidecar(new Silent())) {
      assertThat(sidecar.once(GO_ON)).isEqualTo(Optional.empty());
      var preview = sidecar.preview(GO_ON);
      assertThat(preview.survey().fresh()).isEqualTo(60);
      assertThat(preview.rows().training()).hasSizeBetween(30, 60);
    }
    assertThat(directory.resolve("retrain/journal.json")).doesNotExist();
  }

  @Test
  void stoppedInTraining_goesOnWhereItWas() throws IOException {
    desk.review("good", 300, () -> false, "editor");
    var stop = new AtomicBoolean();
    var steps = new AtomicInteger();
    RetrainListener stopping =
        new RetrainListener() {
          @Override
          public void reached(RetrainState state) {}

          @Override
          public void stepped(TrainingProgress progress) {
            stop.set(progress.step() == 10);
            steps.set((int) progress.step());
          }
        };
    try (var sidecar = sidecar(stopping)) {
      assertThatThrownBy(() -> sidecar.once(stop::get))
          .isInstanceOf(InterruptedRunException.class)
          .hasMessageContaining("while the candidate was trained");
    }
    assertThat(steps).hasValue(10);
    var first = new AtomicInteger();
    RetrainListener counting =
        new RetrainListener() {
          @Override
          public void reached(RetrainState state) {}

          @Override
          public void stepped(TrainingProgress progress) {
            first.compareAndSet(0, (int) progress.step());
          }
        };
    try (var sidecar = sidecar(counting)) {
      assertThat(sidecar.once(GO_ON).orElseThrow()).isInstanceOf(Announced.class);
    }
    assertThat(first).hasValue(11);
  }
}
