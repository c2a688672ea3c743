package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.engine.FakeClassifier;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.feed.TopicReader;
import io.copytaster.streams.shadow.Challenger;
import io.copytaster.streams.shadow.IdleDevice;
import io.copytaster.streams.shadow.ShadowLabeler;
import io.copytaster.streams.shadow.ShadowProducer;
import io.copytaster.streams.slot.ModelLease;
import io.copytaster.streams.telemetry.Meters;
import io.copytaster.streams.topology.LabelObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who watches the stream, and who labels in its shadow, changes nothing in it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ShadowTest {

  private static final int ARTICLES = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void challengerBesideTheChampion_itsLabelsApart_theChampionsUnchanged() throws IOException {
    Map<String, String> alone = labels("serving.shadow", "false");
    var registry = new SimpleMeterRegistry();
    ExecutorService device = Executors.newSingleThreadExecutor();
    try (var stream = TestStream.create("serving.shadow", "true", "serving.shadow-share", "0.5");
        var harvest = stream.harvest();
        var producer = producer(stream.settings());
        var shadow =
            ShadowLabeler.start(
                stream.settings().shadow(), new ExecutorDevice(device), producer, registry)) {
      try (var service = LabelingService.start(stream.settings(), registry, List.of(shadow))) {
        shadow.challenge(new Challenger(FakeClassifier.healthy(), text -> tokenize(service, text)));
        stream.sendArticles(0, ARTICLES);
        harvest.await(ARTICLES, PATIENCE);
        assertThat(byKey(harvest)).isEqualTo(alone);
        assertThat(harvest.labelled())
            .allMatch(record -> service.model().equals(harvest.decode(record).getModel()));
        List<LabeledNews> labelled = shadowed(stream.settings(), registry);
        assertThat(labelled).hasSizeBetween(1, 260);
        assertThat(labelled).allMatch(news -> "fake".equals(news.getModel()));
        assertThat(registry.get(Meters.ARTICLES_RECEIVED.name()).counter().count())
            .isEqualTo(ARTICLES);
        assertThat(registry.get(Meters.BATCH_ARTICLES.name()).functionCounter().count())
            .isGreaterThanOrEqualTo(ARTICLES);
        shadow.challenge(null);
      }
    } finally {
      device.shutdownNow();
    }
  }

  @Test
  void deviceThatIsNeverIdle_andObserversThatThrow_changeNothing() throws IOException {
    var registry = new SimpleMeterRegistry();
    LabelObserver broken =
        (news, labelling, tokens) -> {
          throw new IllegalStateException("broken");
        };
    try (var stream =
            TestStream.create(
                "serving.shadow",
                "true",
                "serving.shadow-share",
                "1",
                "serving.shadow-queue",
                "4");
        var harvest = stream.harvest();
        var producer = producer(stream.settings());
        var shadow =
            ShadowLabeler.start(
                stream.settings().shadow(), new ExecutorDevice(task -> {}), producer, registry);
        var service = LabelingService.start(stream.settings(), registry, List.of(broken, shadow))) {
      shadow.challenge(new Challenger(FakeClassifier.healthy(), text -> tokenize(service, text)));
      List<String> sent = stream.sendArticles(0, ARTICLES);
      stream.send("dead", TestStream.utf8("no event"));
      stream.flush();
      harvest.await(ARTICLES + 1, PATIENCE);
      assertThat(harvest.labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(
              registry
                  .get(Meters.SHADOW_ARTICLES.name())
                  .tag("outcome", "shed-queue-full")
                  .counter()
                  .count())
          .isGreaterThanOrEqualTo(ARTICLES - 8);
      assertThat(registry.get(Meters.ARTICLES_DEAD.name()).counters())
          .allMatch(counter -> counter.count() == 1)
          .hasSize(1);
      shadow.challenge(null);
    }
  }

  /** A device that is idle whenever its executor says so. */
  private record ExecutorDevice(Executor executor) implements IdleDevice {

    @Override
    public <T> CompletableFuture<T> whenIdle(Callable<T> work, Duration patience) {
      var result = new CompletableFuture<T>();
      executor.execute(
          () -> {
            try {
              result.complete(work.call());
            } catch (Exception e) {
              result.completeExceptionally(e);
            }
          });
      return result;
    }
  }

  private static Map<String, String> labels(String... changed) {
    try (var stream = TestStream.create(changed);
        var harvest = stream.harvest();
        var service = stream.start()) {
      stream.sendArticles(0, ARTICLES);
      assertThat(service.model()).isNotEmpty();
      return byKey(harvest.await(ARTICLES, PATIENCE));
    }
  }

  private static Map<String, String> byKey(Harvest harvest) {
    var labels = new TreeMap<String, String>();
    harvest
        .labelled()
        .forEach(record -> labels.put(Harvest.key(record), harvest.decode(record).getLabel()));
    return labels;
  }

  /** All labels of the challenger, once everything that was sampled is labelled or shed. */
  private static List<LabeledNews> shadowed(Settings settings, SimpleMeterRegistry registry) {
    var decoder = new AvroDecoder<>(WireFormats.of(settings.registry()), LabeledNews.class);
    var labelled = new ArrayList<LabeledNews>();
    try (var reader = TopicReader.open(settings, List.of(settings.topics().shadow()), true)) {
      while (labelled.isEmpty()
          || labelled.size()
              < registry
                  .get(Meters.SHADOW_ARTICLES.name())
                  .tag("outcome", "labeled")
                  .counter()
                  .count()) {
        reader.readToEnd(record -> labelled.add(decoder.decode(record.value())));
      }
    }
    return labelled;
  }

  private static ShadowProducer producer(Settings settings) {
    return new ShadowProducer(
        settings, new AvroEncoder<>(WireFormats.of(settings.registry()), LabeledNews.class));
  }

  private static Tokens tokenize(LabelingService service, String text) {
    try (ModelLease lease = service.slot().acquire()) {
      return lease.model().tokenize(text);
    }
  }
}
