package io.copytaster.streams.cli;

import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.feed.ArticleTooLargeException;
import io.copytaster.streams.feed.NewsProducer;
import io.copytaster.streams.feed.Pace;
import io.copytaster.streams.feed.RawNewsEvents;
import io.copytaster.streams.review.ReviewedProducer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code produce}: a file's articles to the raw topic, or its labels to the reviewed one. */
@Command(
    name = "produce",
    description = {
      "Sends the articles of a file to the raw topic, or its labels to the reviewed topic.",
      "",
      "An article that is too large for the topic is refused by name, and the rest is sent; so is"
          + " one without a label that is to be sent as reviewed. One without words is sent: the"
          + " service answers it with a dead letter."
    },
    exitCodeList = {
      " 0:every article was sent",
      " 1:failed, or an article was refused; standard error says which and why",
      " 2:an option, a setting or its value is wrong"
    },
    footer = {
      "  copytaster produce --input articles.jsonl --rate 50",
      "  zcat train.csv.gz | copytaster produce --input - --limit 1000",
      "  copytaster produce --reviewed corrected.jsonl --labeled-by editor --labeler Ines"
    })
final class ProduceCommand implements Callable<Integer> {

  /** The file, and what it is sent as. */
  private static final class Source {

    @Option(
        names = "--input",
        required = true,
        paramLabel = "FILE|-",
        description =
            "Articles for the raw topic: AG News CSV, CSV with a header, or JSON Lines, told apart"
                + " by content; - is standard input.")
    private @Nullable Path raw;

    @Option(
        names = "--reviewed",
        required = true,
        paramLabel = "FILE|-",
        description = "Labelled articles for the reviewed topic, in the same formats.")
    private @Nullable Path reviewed;
  }

  @ArgGroup(exclusive = true, multiplicity = "1", heading = "%nWhat is sent:%n", order = 0)
  private Source source = new Source();

  @Mixin private RowOptions rows = new RowOptions();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Articles per second; 0, the default, is as fast as they are taken.")
  private double rate;

  @Option(names = "--topic", paramLabel = "NAME", description = "The topic that is written to.")
  private @Nullable String topic;

  @Mixin private ReviewerOptions reviewer = new ReviewerOptions();

  @ArgGroup(validate = false, heading = KafkaOptions.HEADING, order = 2)
  private KafkaOptions kafka = new KafkaOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  private long sent;
  private long refused;

  @Override
  public Integer call() throws Exception {
    var shortcuts =
        new Shortcuts().set(source.reviewed == null ? "topics.raw" : "topics.reviewed", topic);
    kafka.addTo(shortcuts);
    return common.run(shortcuts, this::produce);
  }

  private int produce(Settings settings) {
    if (source.reviewed != null) {
      try (var producer = ReviewedProducer.open(settings)) {
        produce(source.reviewed, row -> review(row, producer), producer::flush);
      }
    } else if (source.raw != null) {
      try (var producer = NewsProducer.open(settings)) {
        produce(source.raw, row -> producer.send(RawNewsEvents.of(row)), producer::flush);
      }
    }
    return refused == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private void produce(Path file, Consumer<LabeledText> send, Runnable flush) {
    try (var articles = rows.open(file)) {
      try {
        sendAll(articles, send);
      } finally {
        flush.run();
        common.out().println(counts(articles.skipped()));
      }
    }
  }

  private void sendAll(ArticleReader articles, Consumer<LabeledText> send) {
    var pace = new Pace(rate);
    long start = System.nanoTime();
    while (sent + refused < rows.limit() && articles.hasNext()) {
      LockSupport.parkNanos(start + pace.due(sent) - System.nanoTime());
      try {
        send.accept(articles.next());
        sent++;
      } catch (ArticleTooLargeException | UnlabeledException e) {
        refused++;
        common.err().println("refused: " + e.getMessage());
      }
    }
  }

  private void review(LabeledText row, ReviewedProducer producer) {
    String label = row.label();
    if (label == null || label.isBlank()) {
      throw new UnlabeledException(row.id());
    }
    producer.send(reviewer.label(row, label));
  }

  private String counts(long skipped) {
    String counts = "sent %d, refused %d".formatted(sent, refused);
    return rows.badRows() == BadRows.SKIP ? counts + ", skipped %d".formatted(skipped) : counts;
  }

  /** A row that is to be sent as reviewed and says no label. */
  private static final class UnlabeledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnlabeledException(String id) {
      super("article '" + id + "' has no label");
    }
  }
}
