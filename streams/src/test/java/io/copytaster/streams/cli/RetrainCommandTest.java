package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.checkpoint.Manifest;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.broker.EmbeddedBroker;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.event.WireFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sidecar from the command line; what it decides is tested where it decides. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RetrainCommandTest {

  private static final List<String> WORDS = List.of("ferry", "cup", "bank", "laser", "storm");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | say when: --once, --every 6h",
        "--once --every=6h | --once makes one run now",
        "--every=soon | --every must be such as 30m, 6h or 1d: soon",
        "--every=0h | --every must be such as 30m, 6h or 1d: 0h",
        "--cron=daily | --cron is no time as crontab has it: daily",
        "--once --min-reviewed=many | retrain.min-reviewed",
        "--once -Dretrain.regime=scratch | retrain.regime",
        "--once -Dgate.significance=0 | gate.significance",
      })
  void wrongOption_isNamed_beforeAnythingIsConnectedTo(String options, String message) {
    var arguments = new ArrayList<>(List.of("retrain"));
    if (!options.isEmpty()) {
      arguments.addAll(List.of(options.split(" ")));
    }
    var run = Run.of(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void dryRunShows_onceDecides_andOnceMoreHasNothingToDo() throws Exception {
    // A base without a manifest has no digests to announce.
    Path base = TinyModel.write(directory.resolve("tiny"));
    Manifest.of(base, "tiny").write(base);
    try (var broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
      var preview = retrain(broker, base, "--dry-run", "--create-topics");
      assertThat(preview.code()).as(preview.err()).isZero();
      assertThat(preview.lines())
          .contains("window     nothing", "learns     0 rows, 0 of them replayed: none");
      review(broker, 120);
      var filled = retrain(broker, base, "--dry-run");
      assertThat(filled.out())
          .containsPattern("champion   tiny-[0-9a-f]{12}")
          .contains("window     news.reviewed-0[0,120)")
          .contains("new        120 records; a run needs 50 (retrain.min-reviewed)")
          .containsPattern("held out   \\d+ rows: Business=\\d+, Sci/Tech=\\d+")
          .contains("trains     adapter, 1 epochs");
      var decided = retrain(broker, base, "--once");
      assertThat(decided.code()).as(decided.err()).isZero();
      assertThat(decided.out()).containsPattern("(promoted|rejected): .*accuracy on \\d+ held-out");
      assertThat(decided.err())
          .containsPattern("run \\d{8}-\\d{6} goes on from tiny-")
          .contains("learns ")
          .contains("the candidate is retrained-");
      var again = retrain(broker, base, "--once");
      assertThat(again.code()).isZero();
      assertThat(again.out()).contains("fewer than 50 reviewed articles are new");
    }
  }

  private Run retrain(EmbeddedBroker broker, Path base, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "retrain",
                "--bootstrap-servers=" + broker.bootstrapServers(),
                "--checkpoint=" + base,
                "--min-reviewed=50",
                "-Dtopics.partitions=1",
                "-Dmodel.cache=" + directory.resolve("cache"),
                "-Dmodel.threads=1",
                "-Dmodel.precision=fp32",
                "-Dretrain.epochs=1"));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  private static void review(EmbeddedBroker broker, int count) throws Exception {
    var encoder = new AvroEncoder<>(WireFormat.singleObject(), LabeledNews.class);
    var random = new Random(3);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        String title = WORDS.get(random.nextInt(WORDS.size())) + " " + random.nextInt(10_000);
        var label =
            LabeledNews.newBuilder()
                .setArticle(RawNews.newBuilder().setId("a" + i).setTitle(title).build())
                .setLabel(TinyModel.LABELS.get(i % TinyModel.LABELS.size()))
                .setLabeledBy("editor")
                .build();
        producer
            .send(new ProducerRecord<>("news.reviewed", encoder.encode("news.reviewed", label)))
            .get();
      }
    }
  }
}
