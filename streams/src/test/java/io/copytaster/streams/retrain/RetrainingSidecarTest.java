package io.copytaster.streams.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.evaluate.DriftReference;
import io.copytaster.model.evaluate.GoldenRows;
import io.copytaster.model.train.TrainingProgress;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.broker.EmbeddedBroker;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.event.WireFormat;
import io.copytaster.streams.retrain.RetrainState.Announced;
import io.copytaster.streams.retrain.RetrainState.AtRest;
import io.copytaster.streams.retrain.RetrainState.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final BooleanSupplier GO_ON = () -> false;

  @TempDir static Path shared;
  private static EmbeddedBroker broker;
  private static Path mistaken;

  @TempDir Path directory;
  private final MemoryAnnouncements announcements = new MemoryAnnouncements();
  private Settings settings;
  private FolderStore store;
  private Instant reviewedAt = Instant.parse("2026-03-01T12:00:00Z");

  private static final class Silent implements RetrainListener {
    @Override
    public void reached(RetrainState state) {}
  }

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
  void createTopics() {
    String name = "r" + NUMBER.incrementAndGet();
    var values = new HashMap<String, String>();
    values.put("kafka.bootstrap.servers", broker.bootstrapServers());
    values.put("topics.reviewed", name + ".reviewed");
    values.put("topics.models", name + ".models");
    values.put("topics.partitions", "2");
    values.put("model.checkpoint", mistaken.toString());
    values.put("model.cache", shared.resolve("cache").toString());
    values.put("model.precision", "fp32");
    values.put("model.threads", "1");
    values.put("retrain.group", name);
    values.put("retrain.lease", "6s");
    values.put("retrain.directory", directory.resolve("retrain").toString());
    values.put("retrain.min-reviewed", "100");
    values.put("retrain.epochs", "12");
    values.put("retrain.learning-rate", "0.01");
    values.put("retrain.golden-rows", "30");
    values.put("gate.rows", "30");
    values.put("gate.latency", "100"); // another process may be at work on this machine
    settings = Settings.of(values);
    store = new FolderStore(directory.resolve("store"));
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), what -> {})) {
      admin.ensure(NewsTopics.forLearning(settings), true);
    }
  }

  private RetrainingSidecar sidecar(RetrainListener listener) {
    return RetrainingSidecar.start(
        settings, new Shelf(announcements, store, store), listener, InstantSource.system());
  }

  /** Reviewed articles by turns of every label; a wrong one has any. */
  private void review(String prefix, int count, BooleanSupplier isWrong, String by) {
    var random = new Random(prefix.hashCode());
    send(
        prefix,
        count,
        by,
        i -> Toy.article(i % Toy.LABELS.size(), random).title(),
        i ->
            Toy.LABELS.get(
                isWrong.getAsBoolean()
                    ? random.nextInt(Toy.LABELS.size())
                    : i % Toy.LABELS.size()));
  }

  private void reviewNewLabel(String prefix, int count) {
    var random = new Random(prefix.hashCode());
    send(
        prefix,
        count,
        "editor",
        i -> Toy.article(Toy.LABELS.size(), random).title(),
        i -> Toy.NEW_LABEL);
  }

  private void send(
      String prefix, int count, String by, IntFunction<String> titles, IntFunction<String> labels) {
    var encoder = new AvroEncoder<>(WireFormat.singleObject(), LabeledNews.class);
    String topic = settings.topics().reviewed();
    try (var producer =
        new KafkaProducer<>(
            KafkaProperties.producer(settings),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        String id = prefix + i;
        reviewedAt = reviewedAt.plusSeconds(1);
        var label =
            LabeledNews.newBuilder()
                .setArticle(RawNews.newBuilder().setId(id).setTitle(titles.apply(i)).build())
                .setLabel(labels.apply(i))
                .setLabeledBy(by)
                .setLabeledAt(reviewedAt)
                .build();
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        sent(producer.send(new ProducerRecord<>(topic, i % 2, key, encoder.encode(topic, label))));
      }
    }
  }

  private static void sent(java.util.concurrent.Future<?> sending) {
    try {
      sending.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
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
    review("model", 90, () -> true, "model"); // teaches nobody
    review("good", 300, () -> false, "editor");
    AtRest first = once();
    assertThat(first).as(first.outcome()).isInstanceOf(Announced.class);
    String promoted = champion().getModel();
    assertPromoted(champion());
    assertThat(directory.resolve("retrain")).isDirectoryNotContaining("glob:**/run-*");

    review("bad", 300, () -> true, "editor");
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
            settings.topics().reviewed() + "-0[0,195)", settings.topics().reviewed() + "-1[0,195)");
    var history = announcements.read().history();
    assertThat(history).as("the incumbent first, so that there is a way back").hasSize(2);
    assertThat(history.get(0).getModel())
        .isEqualTo(champion.getParent())
        .isEqualTo(champion.getSupersedes());

    Path files = store.obtain(champion);
    var checkpoint = Checkpoint.open(files, new Encoders(shared.resolve("cache")));
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
    review("good", 240, () -> false, "editor");
    reviewNewLabel("new", 80);
    AtRest end = once();
    assertThat(end).as(end.outcome()).isInstanceOf(Announced.class);
    assertThat(champion().getLabels()).containsExactly("Sea", "Sport", "Money", Toy.NEW_LABEL);
    assertThat(champion().getTaxonomy()).isEqualTo("toy/2");
    assertThat(metric(champion(), "champion.recall." + Toy.NEW_LABEL)).isZero();
    assertThat(metric(champion(), "recall." + Toy.NEW_LABEL)).isGreaterThan(0.5);
  }

  @Test
  void tooFewReviewedArticles_areNoOccasion() throws IOException {
    review("few", 60, () -> false, "publisher");
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
    review("good", 300, () -> false, "editor");
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

  @Test
  void twoSidecars_oneWorks_theOtherTakesOver() throws Exception {
    review("good", 300, () -> false, "editor");
    var stop = new AtomicBoolean();
    var hundred = Schedule.whenReviewed(100, ZoneOffset.UTC);
    var first = sidecar(new Silent());
    await(first::isWorking);
    try (var second = sidecar(new Silent())) {
      Thread.sleep(Duration.ofSeconds(2).toMillis());
      assertThat(first.isWorking()).as("it keeps the lease").isTrue();
      assertThat(second.isWorking()).isFalse();
      var waiting =
          new Thread(() -> second.run(hundred, DriftTrigger.NEVER, stop::get), "second sidecar");
      waiting.start();
      assertThat(announcements.read().champion()).isEmpty();
      first.close();
      await(() -> announcements.read().champion().isPresent() && second.isWorking());
      await(() -> announcements.read().history().size() == 2);
      stop.set(true);
      waiting.join();
    }
    assertThat(Files.readString(directory.resolve("retrain/journal.json"))).contains("announced");
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      Thread.sleep(20);
    }
  }
}
