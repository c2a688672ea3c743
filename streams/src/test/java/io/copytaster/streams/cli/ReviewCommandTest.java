package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.broker.EmbeddedBroker;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.event.Classified;
import io.copytaster.streams.event.NewsEvents;
import io.copytaster.streams.event.WireFormat;
import io.copytaster.streams.feed.EventProducer;
import io.copytaster.streams.feed.LabeledTopicDrift;
import io.copytaster.streams.feed.TopicReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What editors and publishers say, from the command line to the reviewed topic. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReviewCommandTest {

  private static final WireFormat FORMAT = WireFormat.singleObject();
  private static final LabelSet LABELS = new LabelSet(List.of("World", "Sports", "Business"));

  @TempDir static Path directory;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void editor_isAskedAboutTheLeastSure_andTheAnswersAreWritten() {
    var settings = topics("one");
    label(settings, settings.topics().labeled(), "sure", 9, "tiny-1");
    label(settings, settings.topics().labeled(), "unsure", 0.1f, "tiny-1");
    label(settings, settings.topics().labeled(), "middling", 1, "tiny-1");
    var first = answer("one", "2\n1\nb\n3\nq\n", "--editor", "Ines");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("--- 1 of 3  unsure", "--- 2 of 3  middling", "*3 World", "1 Business")
        .containsSubsequence("Sports", "Business", "World", "reviewed 2 of 3")
        .contains("Story of unsure", "s skip, b back, q quit");
    var reviewed = read(settings, settings.topics().reviewed());
    assertThat(reviewed)
        .extracting(news -> news.getArticle().getId() + " " + news.getLabel())
        .containsExactly("unsure Sports", "middling Business", "middling World");
    var one = reviewed.get(0);
    assertThat(one.getLabeledBy()).isEqualTo("editor");
    assertThat(one.getLabeler()).isEqualTo("Ines");
    assertThat(one.getTaxonomy()).isEqualTo("desks/1");
    assertThat(one.getConfidence()).isEqualTo(1);
    assertThat(one.getScores()).isEmpty();
    assertThat(one.getModel()).isNull();
    assertThat(one.getArticle()).isEqualTo(article("unsure"));
    assertThat(one.getLabeledAt()).isAfter(Instant.now().minusSeconds(120));
    // What has been reviewed is not asked about again, and the end of the input ends it.
    var second = answer("one", "s\n", "--editor", "Ines");
    assertThat(second.out()).contains("--- 1 of 1  sure", "reviewed 0 of 1");
    assertThat(read(settings, settings.topics().reviewed())).hasSize(3);
  }

  @Test
  void disagreement_andLabel_chooseWhatIsAsked() {
    var settings = topics("two");
    for (String id : List.of("agreed", "opposed", "alone")) {
      label(settings, settings.topics().labeled(), id, 3, "champion");
    }
    label(settings, settings.topics().shadow(), "agreed", 2, "challenger");
    label(settings, settings.topics().shadow(), "opposed", -2, "challenger");
    var run = answer("two", "x!\n4\n", "--disagreement", "--choice", "Weather");
    assertThat(run.out())
        .contains("--- 1 of 1  opposed", "the challenger says Sports, ", "no such key: 'x!'")
        .contains("3 Weather", "reviewed 1 of 1");
    assertThat(read(settings, settings.topics().reviewed()))
        .extracting(LabeledNews::getLabel)
        .containsExactly("World");
    assertThat(answer("two", "", "--label", "Business").out()).contains("nothing to review");
  }

  @Test
  void labelsOfAFile_areSentAsReviewed_andArticlesWithoutOneRefused() throws IOException {
    var settings = topics("three");
    var file =
        Files.writeString(
            directory.resolve("reviewed.jsonl"),
            """
            {"id":"r-1","title":"Ferry sails","description":"On time.","label":"World","source":"Northline"}
            {"id":"r-2","title":"No label"}
            """);
    var run =
        run(
            "three",
            "produce",
            "--reviewed",
            file.toString(),
            "--labeled-by",
            "publisher",
            "--labeler",
            "Northline",
            "--taxonomy",
            "desks/1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("sent 1, refused 1");
    assertThat(run.err()).contains("refused: article 'r-2' has no label");
    var reviewed = read(settings, settings.topics().reviewed());
    assertThat(reviewed).hasSize(1);
    var news = reviewed.get(0);
    assertThat(news.getArticle().getId()).isEqualTo("r-1");
    assertThat(news.getArticle().getBody()).isEqualTo("On time.");
    assertThat(news.getLabel()).isEqualTo("World");
    assertThat(news.getLabeledBy()).isEqualTo("publisher");
    assertThat(news.getLabeler()).isEqualTo("Northline");
    assertThat(news.getTaxonomy()).isEqualTo("desks/1");
    assertThat(run("three", "produce").code()).as("neither file").isEqualTo(2);
    assertThat(run("three", "produce", "--reviewed", "a", "--input", "b").code()).isEqualTo(2);
    assertThat(run("three", "produce", "--reviewed", "a", "--labeled-by", "model").err())
        .contains("expected publisher or editor");
  }

  @Test
  void driftOfTheLabelledTopic_isSeenFromOutside() {
    var settings = topics("four", "drift.min-articles", "20", "drift.reference-articles", "20");
    try (var drift = LabeledTopicDrift.open(settings, model -> Optional.empty())) {
      var ids = IntStream.range(0, 60).mapToObj(i -> "a" + i).toList();
      labelAll(settings, settings.topics().labeled(), ids, 3, "tiny-1");
      assertThat(drift.drifted()).isFalse();
      labelAll(settings, settings.topics().labeled(), ids, -3, "tiny-1");
      assertThat(drift.drifted()).isTrue();
    }
  }

  /** An event as the service writes it: World above a logit of 0, else Sports. */
  private static void label(Settings settings, String topic, String id, float logit, String model) {
    labelAll(settings, topic, List.of(id), logit, model);
  }

  private static void labelAll(
      Settings settings, String topic, List<String> ids, float logit, String model) {
    var prediction = Prediction.ofLogits(LABELS, new float[] {logit, 0, -5}, 1);
    var classified = new Classified(prediction, model, "desks/1", 5, false, 0, 1, 1, 1, 1);
    var encoder = new AvroEncoder<>(FORMAT, LabeledNews.class);
    try (var producer = EventProducer.open(settings, encoder, topic)) {
      for (String id : ids) {
        var news = NewsEvents.labelled(article(id), classified, Instant.now());
        producer.send(id, news, new RecordHeaders());
      }
      producer.flush();
    }
  }

  private static RawNews article(String id) {
    return RawNews.newBuilder().setId(id).setTitle("Story of " + id).setBody("Ferries.").build();
  }

  private static List<LabeledNews> read(Settings settings, String topic) {
    var decoder = new AvroDecoder<>(FORMAT, LabeledNews.class);
    var news = new ArrayList<LabeledNews>();
    try (var reader = TopicReader.open(settings, List.of(topic), true)) {
      reader.readToEnd(record -> news.add(decoder.decode(record.value())));
    }
    return news;
  }

  private static Settings topics(String prefix, String... more) {
    var values = new HashMap<>(settings(prefix));
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    var settings = Settings.of(values);
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), System.err::println)) {
      var topics =
          Stream.of(NewsTopics.forServing(settings), NewsTopics.forLearning(settings))
              .flatMap(List::stream)
              .toList();
      admin.ensure(topics, true);
    }
    return settings;
  }

  private static Map<String, String> settings(String prefix) {
    return Map.of(
        "kafka.bootstrap.servers", broker.bootstrapServers(),
        "topics.raw", prefix + ".raw",
        "topics.labeled", prefix + ".labeled",
        "topics.dead-letter", prefix + ".dead-letter",
        "topics.models", prefix + ".models",
        "topics.reviewed", prefix + ".reviewed",
        "topics.shadow", prefix + ".shadow",
        "topics.partitions", "1",
        "serving.shadow", "true");
  }

  /** Runs {@code review} with these lines on standard input. */
  private static Run answer(String prefix, String lines, String... options) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    try {
      var arguments = new ArrayList<>(List.of("review"));
      arguments.addAll(List.of(options));
      return run(prefix, arguments.toArray(String[]::new));
    } finally {
      System.setIn(before);
    }
  }

  private static Run run(String prefix, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    settings(prefix).forEach((name, value) -> all.add("-D" + name + "=" + value));
    return Run.of(all.toArray(String[]::new));
  }
}
