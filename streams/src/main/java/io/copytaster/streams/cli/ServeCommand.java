package io.copytaster.streams.cli;

import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.LabelingService;
import io.copytaster.streams.watch.Watch;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: labels a raw topic until it is told to stop. */
@Command(
    name = "serve",
    description = "Labels what arrives on the raw topic, until it is told to stop.",
    exitCodeList = {
      " 0:stopped by SIGTERM or Ctrl-C: what was labelled is committed, the rest left to the next start",
      " 1:failed; the last line on standard error says why",
      " 2:an option, a setting or its value is wrong"
    },
    footer = {
      "  copytaster serve --bootstrap-servers kafka-1:9092,kafka-2:9092",
      "  copytaster serve --create-topics --guarantee at-least-once",
      "  copytaster serve --config news.properties -Dkafka.security.protocol=SASL_SSL"
    })
final class ServeCommand implements Callable<Integer> {

  @Option(names = "--create-topics", description = "Create the topics that are missing.")
  private boolean createTopics;

  @Option(
      names = "--guarantee",
      paramLabel = "exactly-once|at-least-once",
      description = "Whether a crash may repeat labels. Nothing is ever lost.")
  private @Nullable String guarantee;

  @Option(names = "--threads", paramLabel = "N", description = "Stream threads (serving.threads).")
  private @Nullable String threads;

  @ArgGroup(validate = false, heading = ModelOptions.HEADING, order = 1)
  private ModelOptions model = new ModelOptions();

  @ArgGroup(validate = false, heading = KafkaOptions.HEADING, order = 2)
  private KafkaOptions kafka = new KafkaOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    var shortcuts =
        new Shortcuts()
            .set("topics.create", createTopics ? "true" : null)
            .set("serving.guarantee", guarantee)
            .set("serving.threads", threads);
    model.addTo(shortcuts);
    kafka.addTo(shortcuts);
    return common.run(shortcuts, settings -> StopSignals.endBySignal(() -> serve(settings)));
  }

  private int serve(Settings settings) throws Exception {
    var out = common.out();
    try (var watch = Watch.open(settings.http());
        var service = LabelingService.start(settings, watch.registry(), List.of())) {
      watch.follow(service);
      watch.bind(service.kafkaMeters());
      var topics = settings.topics();
      var labels = String.join(", ", service.labels().names());
      out.printf("model      %s (%s)%n", service.model(), labels);
      out.printf("topics     %s -> %s, %s%n", topics.raw(), topics.labeled(), topics.deadLetter());
      out.printf("guarantee  %s%n", word(settings.serving().guarantee()));
      out.printf("brokers    %s%n", settings.kafka().bootstrapServers());
      watch.address().ifPresent(http -> out.printf("http       %s/metrics, /health%n", http));
      out.flush();
      if (service.awaitRunning()) {
        out.println("Running; Ctrl-C or SIGTERM stops it.");
      }
      Optional<String> failure = service.awaitEnd();
      if (failure.isPresent()) {
        throw new IllegalStateException("the stream cannot go on: " + failure.get());
      }
      return ExitCodes.DONE;
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
