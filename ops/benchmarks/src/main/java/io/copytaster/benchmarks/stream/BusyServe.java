package io.copytaster.benchmarks.stream;

import io.copytaster.benchmarks.lineup.Articles;
import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.Channel;
import io.copytaster.streams.announce.KafkaAnnouncements;
import io.copytaster.streams.announce.ModelAnnouncements;
import io.copytaster.streams.announce.Publication;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Guarantee;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.feed.NewsProducer;
import io.copytaster.streams.feed.RawNewsEvents;
import io.copytaster.streams.feed.TopicReader;
import io.copytaster.streams.service.WireFormats;
import io.copytaster.streams.storage.CheckpointStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A {@code serve} that never waits for an article, and that can be told of another model. */
final class BusyServe implements AutoCloseable {

  /** Sent ahead of the labels: more than the engine's queue holds. */
  private static final int AHEAD = 1_000;

  private static final int PARTITIONS = 3;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Articles articles;
  private final List<ModelAnnouncement> models;
  private final KafkaAnnouncements announcements;
  private final ServeProcess serve;
  private final NewsProducer producer;
  private final TopicReader reader;
  private final AvroDecoder<LabeledNews> decoder;
  private long sent;
  private long labelled;
  private int announced;

  private BusyServe(
      Settings settings, Articles articles, List<ModelAnnouncement> models, ServeProcess serve) {
    var format = WireFormats.of(settings.registry());
    this.articles = articles;
    this.models = models;
    this.announcements = KafkaAnnouncements.open(settings, format);
    this.serve = serve;
    this.producer = NewsProducer.open(settings);
    this.reader = TopicReader.open(settings, List.of(settings.topics().labeled()), true);
    this.decoder = new AvroDecoder<>(format, LabeledNews.class);
  }

  /** Starts it with the shipped model; the bench's checkpoint and a twin are published. */
  static BusyServe start(Cluster cluster, Guarantee guarantee, Bench bench) throws IOException {
    Path folder = cluster.folder();
    var values = cluster.values(guarantee, PARTITIONS);
    values.put("storage.follow", "true");
    values.put("storage.location", folder.resolve("checkpoints").toString());
    var settings = Settings.of(values);
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), what -> {})) {
      admin.ensure(NewsTopics.forServing(settings), true);
    }
    var twin =
        Twin.of(bench.checkpoint(), Files.createTempDirectory(folder, "twin"), bench.encoders());
    try (var store = CheckpointStores.of(settings)) {
      var models =
          List.of(
              Publication.of(twin, store, bench.encoders()),
              ModelAnnouncements.of(bench.checkpoint()));
      return new BusyServe(settings, bench.articles(), models, ServeProcess.start(values));
    }
  }

  /** Announces the model that does not serve. */
  ModelAnnouncement announce() {
    var next =
        ModelAnnouncement.newBuilder(models.get(announced++ % models.size()))
            .setChannel(Channel.CHAMPION.key())
            .setDecidedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
            .build();
    announcements.announce(next);
    return next;
  }

  /** Labels as they come, until there is such a one; articles enough are sent meanwhile. */
  List<LabeledNews> labels(Predicate<LabeledNews> last) {
    var found = new ArrayList<LabeledNews>();
    while (found.stream().noneMatch(last)) {
      send();
      read().forEach(each -> found.add(decoder.decode(each.value())));
    }
    return found;
  }

  /** What comes next; at least one. */
  private List<ConsumerRecord<byte[], byte[]>> read() {
    long began = System.nanoTime();
    while (System.nanoTime() - began < PATIENCE.toNanos()) {
      var records = reader.poll(POLL);
      if (!records.isEmpty()) {
        labelled += records.size();
        return records;
      }
    }
    throw new IllegalStateException("serve gave no label for " + PATIENCE);
  }

  /** Waits until all that was sent is labelled, so that nobody else's turn is disturbed. */
  void rest() {
    while (labelled < sent) {
      read();
    }
  }

  /** With the most resident memory it has had. */
  Turn withPeak(Turn turn) {
    return serve.withPeak(turn);
  }

  private void send() {
    for (; sent < labelled + AHEAD; sent++) {
      LabeledText next = articles.rows().get((int) (sent % articles.size()));
      producer.send(RawNewsEvents.of(next));
    }
  }

  @Override
  public void close() {
    serve.close();
    reader.close();
    producer.close();
    announcements.close();
  }
}
