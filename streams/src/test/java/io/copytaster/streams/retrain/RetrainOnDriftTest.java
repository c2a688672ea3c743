package io.copytaster.streams.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.evaluate.DriftReference;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.announce.KafkaAnnouncements;
import io.copytaster.streams.broker.EmbeddedBroker;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.feed.TopicReader;
import io.copytaster.streams.retrain.RetrainState.Announced;
import io.copytaster.streams.retrain.RetrainState.Reading;
import io.copytaster.streams.service.LabelingService;
import io.copytaster.streams.service.WireFormats;
import io.copytaster.streams.storage.CheckpointStores;
import io.copytaster.streams.swap.Awaiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An instance labels, a sidecar watches the labels, and retrains when they are not as before. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class RetrainOnDriftTest {

  private static final int ARTICLES = 300;

  @TempDir Path directory;
  private final LinkedBlockingQueue<Run> begun = new LinkedBlockingQueue<>();
  private final AtomicInteger looks = new AtomicInteger();
  private int sent;

  @Test
  void streamAsBefore_beginsNothing_andOneThatDrifts_aRun() throws Exception {
    try (var broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
      var desk =
          new ReviewDesk(
              broker.bootstrapServers(),
              Toy.mistaken(directory.resolve("mistaken")),
              directory,
              "topics.create",
              "true",
              "retrain.epochs",
              "4",
              "drift.min-articles",
              "100");
      desk.review("good", 900, () -> false, "editor");
      try (var announcements =
              KafkaAnnouncements.openFenced(
                  desk.settings(),
                  WireFormats.of(desk.settings().registry()),
                  desk.settings().retrain().group());
          var store = CheckpointStores.of(desk.settings())) {
        var shelf =
            new Shelf(announcements, store, CheckpointStores.copiesOf(store, desk.settings()));
        trainTheChampion(desk, shelf);
        desk.review("fresh", 200, () -> false, "editor"); // else no run would be worth its while
        try (var service = LabelingService.start(desk.settings());
            var sidecar = sidecar(desk, shelf)) {
          assertThat(service.model()).isEqualTo(champion(announcements));
          watch(desk, shelf, sidecar);
        }
      }
    }
  }

  private void trainTheChampion(ReviewDesk desk, Shelf shelf) throws IOException {
    try (var sidecar = sidecar(desk, shelf)) {
      assertThat(sidecar.once(() -> false).orElseThrow()).isInstanceOf(Announced.class);
    }
    begun.clear();
    var champion = shelf.announcements().read().champion().orElseThrow();
    assertThat(DriftReference.read(shelf.source().obtain(champion)).orElseThrow().articles())
        .isGreaterThan(100);
  }

  private void watch(ReviewDesk desk, Shelf shelf, RetrainingSidecar sidecar) throws Exception {
    var stop = new AtomicBoolean();
    var onDrift = Schedule.whenReviewed(100, ZoneOffset.UTC).onDrift();
    try (var drift = ChampionDrift.open(desk.settings(), shelf)) {
      DriftTrigger counted =
          () -> {
            boolean drifting = drift.isDrifting();
            looks.incrementAndGet();
            return drifting;
          };
      var thread = new Thread(() -> sidecar.run(onDrift, counted, stop::get), "sidecar on drift");
      thread.start();
      try {
        label(desk, i -> i % Toy.LABELS.size());
        int before = looks.get();
        Awaiting.until(() -> looks.get() > before + 1);
        assertThat(begun).as("the stream is as it was").isEmpty();

        label(desk, i -> 0);
        label(desk, i -> 0);
        Awaiting.until(() -> !begun.isEmpty());
        assertThat(begun.remove().occasion()).isEqualTo("the stream drifts");
      } finally {
        stop.set(true);
        thread.join();
      }
    }
  }

  private RetrainingSidecar sidecar(ReviewDesk desk, Shelf shelf) {
    RetrainListener listener =
        state -> {
          if (state instanceof Reading reading) {
            begun.add(reading.run());
          }
        };
    return RetrainingSidecar.start(
        desk.settings(), shelf, listener, new SimpleMeterRegistry(), InstantSource.system());
  }

  private static String champion(KafkaAnnouncements announcements) {
    return announcements.read().champion().orElseThrow().getModel();
  }

  /** Lets the instance label more articles of these topics, and waits until it has. */
  private void label(ReviewDesk desk, IntUnaryOperator topicOf) throws Exception {
    var settings = desk.settings();
    String topic = settings.topics().raw();
    var encoder = new AvroEncoder<>(WireFormats.of(settings.registry()), RawNews.class);
    var random = new Random(sent);
    var serializer = new ByteArraySerializer();
    try (var producer =
        new KafkaProducer<>(KafkaProperties.producer(settings), serializer, serializer)) {
      for (int i = 0; i < ARTICLES; i++) {
        String id = "raw" + sent++;
        String title = Toy.article(topicOf.applyAsInt(i), random).title();
        byte[] value =
            encoder.encode(topic, RawNews.newBuilder().setId(id).setTitle(title).build());
        producer
            .send(new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), value))
            .get();
      }
    }
    var labelled = new AtomicInteger();
    try (var reader = TopicReader.open(settings, List.of(settings.topics().labeled()), true)) {
      Awaiting.until(
          () -> {
            reader.readToEnd(record -> labelled.incrementAndGet());
            return labelled.get() == sent;
          });
    }
  }
}
