package io.copytaster.streams.newsroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.train.Regime;
import io.copytaster.streams.broker.EmbeddedBroker;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole loop, shortened: a network of minutes becomes one of seconds, everything else is real.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class NewsroomTest {

  private static final List<String> LABELS = List.of("Harbour", "Market", "Sport", "Weather");
  private static final List<List<String>> WORDS =
      List.of(
          List.of("ferry", "quay", "crane", "tide", "pilot", "cargo", "anchor"),
          List.of("shares", "bank", "price", "trade", "loan", "profit", "index"),
          List.of("goal", "coach", "league", "final", "team", "race", "medal"),
          List.of("rain", "frost", "gale", "cloud", "sun", "storm", "fog"));
  private static final int ARTICLES = 12_000;

  @TempDir Path directory;

  @Test
  void deskThatTheModelLacks_isLearnedFromEditors_andShuffledLabelsAreRefused() throws Exception {
    Path figure = directory.resolve("day.png");
    var plan =
        new NewsroomPlan(
            articles(),
            Regime.SCRATCH,
            "Weather",
            600,
            100,
            0.5,
            200,
            figure,
            Duration.ofMinutes(3));
    var cast = Cast.of(plan);
    cast.writeTaught(directory.resolve("taught.jsonl"));
    try (var broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
      var instances = List.of(settings(broker, "first"), settings(broker, "second"));
      try (var admin = TopicAdmin.connect(instances.get(0), Patience.endless(), what -> {})) {
        admin.ensure(NewsTopics.forServing(instances.get(0)), true);
        admin.ensure(NewsTopics.forLearning(instances.get(0)), true);
      }
      var said = new ArrayList<String>();
      NewsroomSummary summary = Newsroom.run(instances, plan, cast, directory, new Listening(said));
      assertThat(summary.isAsItShouldBe()).as("%s %s", summary, said).isTrue();
      assertThat(summary.before()).as("%s", said).isBetween(0.6, 0.85);
      assertThat(summary.after()).isGreaterThan(0.9);
      assertThat(summary.undisturbed()).isGreaterThan(0.9);
      assertThat(Files.size(figure)).isGreaterThan(10_000);
    }
  }

  private Settings settings(EmbeddedBroker broker, String instance) {
    Map<String, String> values = new HashMap<>();
    values.put("kafka.bootstrap.servers", broker.bootstrapServers());
    values.put("topics.create", "true");
    values.put("topics.partitions", "4");
    values.put("serving.client-id", instance);
    values.put("model.cache", directory.resolve("cache").toString());
    values.put("model.precision", "fp32");
    values.put("model.threads", "1");
    values.put("storage.location", directory.resolve("published").toString());
    values.put("retrain.directory", directory.resolve("retrain").toString());
    values.put("retrain.base", directory.resolve("taught.jsonl").toString());
    values.put("retrain.regime", "full");
    values.put("retrain.epochs", "12");
    values.put("retrain.learning-rate", "0.01");
    values.put("retrain.min-reviewed", "300");
    values.put("gate.rows", "30");
    values.put("gate.latency", "100"); // another process may be at work on this machine
    return Settings.of(values);
  }

  private Path articles() throws Exception {
    var random = new Random(7);
    var lines = new ArrayList<String>();
    for (int i = 0; i < ARTICLES; i++) {
      int label = i % LABELS.size();
      var words = new ArrayList<String>();
      for (int word = 0; word < 8; word++) {
        List<String> from = WORDS.get(random.nextInt(6) == 0 ? random.nextInt(4) : label);
        words.add(from.get(random.nextInt(from.size())));
      }
      lines.add(
          "{\"id\":\"a%d\",\"title\":\"%s\",\"description\":\"Number %d\",\"label\":\"%s\"}"
              .formatted(i, String.join(" ", words), i, LABELS.get(label)));
    }
    return Files.write(directory.resolve("articles.jsonl"), lines);
  }

  private record Listening(List<String> said) implements NewsroomView {
    @Override
    public void step(String what) {
      said.add(what);
    }

    @Override
    public void progress(double second, int labelled, double accuracy, int reviewed) {}

    @Override
    public void summary(NewsroomSummary summary) {}
  }
}
