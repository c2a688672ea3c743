package io.copytaster.streams.cli;

import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.feed.ArticleTooLargeException;
import io.copytaster.streams.feed.NewsProducer;
import io.copytaster.streams.feed.Pace;
import io.copytaster.streams.feed.RawNewsEvents;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code produce}: a file's articles to the raw topic. */
@Command(
    name = "produce",
    description = {
      "Sends the articles of a file to the raw topic.",
      "",
      "An article that is too large for the topic is refused by name, and the rest is sent. One"
          + " without words is sent: the service answers it with a dead letter."
    },
    exitCodeList = {
      " 0:every article was sent",
      " 1:failed, or an article was refused; standard error says which and why",
      " 2:an option, a setting or its value is wrong"
    },
    footer = {
      "  copytaster produce --input articles.jsonl --rate 50",
      "  zcat train.csv.gz | copytaster produce --input - --limit 1000"
    })
final class ProduceCommand implements Callable<Integer> {

  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Articles per second; 0, the default, is as fast as they are taken.")
  private double rate;

  @Option(names = "--topic", paramLabel = "NAME", description = "The raw topic (topics.raw).")
  private @Nullable String topic;

  @ArgGroup(validate = false, heading = KafkaOptions.HEADING, order = 2)
  private KafkaOptions kafka = new KafkaOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  private long sent;
  private long refused;

  @Override
  public Integer call() throws Exception {
    var shortcuts = new Shortcuts().set("topics.raw", topic);
    kafka.addTo(shortcuts);
    return common.run(shortcuts, this::produce);
  }

  private int produce(Settings settings) {
    try (var articles = input.open();
        var producer = NewsProducer.open(settings)) {
      try {
        sendAll(articles, producer);
      } finally {
        producer.flush();
        common.out().println(counts(articles.skipped()));
      }
    }
    return refused == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private void sendAll(ArticleReader articles, NewsProducer producer) {
    var pace = new Pace(rate);
    long start = System.nanoTime();
    while (sent + refused < input.limit() && articles.hasNext()) {
      LockSupport.parkNanos(start + pace.due(sent) - System.nanoTime());
      try {
        producer.send(RawNewsEvents.of(articles.next()));
        sent++;
      } catch (ArticleTooLargeException e) {
        refused++;
        common.err().println("refused: " + e.getMessage());
      }
    }
  }

  private String counts(long skipped) {
    String counts = "sent %d, refused %d".formatted(sent, refused);
    return input.badRows() == BadRows.SKIP ? counts + ", skipped %d".formatted(skipped) : counts;
  }
}
