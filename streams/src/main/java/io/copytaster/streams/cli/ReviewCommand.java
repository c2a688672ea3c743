package io.copytaster.streams.cli;

import io.copytaster.streams.config.Settings;
import io.copytaster.streams.review.Candidate;
import io.copytaster.streams.review.ReviewOrder;
import io.copytaster.streams.review.ReviewSession;
import io.copytaster.streams.review.ReviewSession.Step;
import io.copytaster.streams.review.ReviewTopics;
import io.copytaster.streams.review.ReviewedProducer;
import io.copytaster.streams.review.Reviewer;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code review}: asks an editor for labels, and writes them to the reviewed topic. */
@Command(
    name = "review",
    description = {
      "Asks for the labels of articles, those first that teach most.",
      "",
      "Shows the articles that the model was least sure of, or about which a challenger disagrees,"
          + " and writes each answer to the reviewed topic as an editor's. What has been reviewed"
          + " already is left out. One key a label, without Enter on a terminal; a later answer"
          + " about the same article replaces the one before."
    },
    exitCodeList = {
      " 0:the articles are through, or q or the end of the input ended it",
      " 1:failed; the last line on standard error says why",
      " 2:an option, a setting or its value is wrong"
    },
    footer = {
      "  copytaster review --limit 50",
      "  copytaster review --disagreement --editor Ines",
      "  copytaster review --newest --label Sports"
    })
final class ReviewCommand implements Callable<Integer> {

  /** Which articles come first; at most one is given. */
  private static final class Order {

    @Option(
        names = "--least-sure",
        description = "Those the model was least sure of first; the default.")
    private boolean leastSure;

    @Option(
        names = "--disagreement",
        description = "Only those that a challenger in the shadow labels otherwise.")
    private boolean disagreement;

    @Option(names = "--newest", description = "The last ones labelled first.")
    private boolean newest;

    ReviewOrder order() {
      return disagreement
          ? ReviewOrder.DISAGREEMENT
          : newest ? ReviewOrder.NEWEST : ReviewOrder.LEAST_SURE;
    }
  }

  @ArgGroup(exclusive = true)
  private Order order = new Order();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Ask about so many articles at most; ${DEFAULT-VALUE} by default.")
  private int limit = 20;

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      description = "Only articles to which the model gave this label.")
  private @Nullable String label;

  @Option(
      names = "--choice",
      paramLabel = "LABEL",
      description =
          "A label that may be given besides those the topics show, such as a new one; repeatable.")
  private Set<String> more = new TreeSet<>();

  @Option(
      names = "--editor",
      paramLabel = "NAME",
      description = "Who reviews; by default the user who runs this.")
  private @Nullable String editor;

  @ArgGroup(validate = false, heading = KafkaOptions.HEADING, order = 2)
  private KafkaOptions kafka = new KafkaOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    var shortcuts = new Shortcuts();
    kafka.addTo(shortcuts);
    return common.run(shortcuts, this::review);
  }

  private int review(Settings settings) throws IOException {
    var work =
        ReviewTopics.read(
            settings, order.order(), limit, news -> label == null || label.equals(news.getLabel()));
    var labels = new TreeSet<>(work.labels());
    labels.addAll(more);
    var session = new ReviewSession(work.candidates(), labels);
    if (session.size() == 0) {
      common.out().println("nothing to review");
      return ExitCodes.DONE;
    }
    var reviewer = new Reviewer(Reviewer.Role.EDITOR, ReviewerOptions.nameOrUser(editor));
    try (var producer = ReviewedProducer.open(settings);
        var keys = TerminalKeys.open().orElseGet(() -> new LineKeys(System.in))) {
      int reviewed = ask(session, keys, reviewer, producer);
      common.out().println("reviewed %d of %d".formatted(reviewed, session.size()));
    }
    return ExitCodes.DONE;
  }

  /** Returns how many articles were labelled. */
  private int ask(
      ReviewSession session, ReviewKeys keys, Reviewer reviewer, ReviewedProducer producer)
      throws IOException {
    var screen = new ReviewScreen(keys.width(), keys.height());
    var reviewed = new HashSet<String>();
    Optional<Candidate> candidate = session.current();
    while (candidate.isPresent()) {
      screen.lines(session, candidate.get()).forEach(common.out()::println);
      common.out().print("> ");
      common.out().flush();
      Optional<String> key = keys.next();
      Step step = key.isEmpty() ? new Step.Quit() : session.press(key.get());
      if (step instanceof Step.Quit) {
        common.out().println();
        break;
      }
      if (step instanceof Step.Labelled labelled) {
        var news = labelled.candidate().labeled();
        producer.send(
            reviewer.labels(
                news.getArticle(), labelled.label(), news.getTaxonomy(), Instant.now()));
        producer.flush();
        reviewed.add(news.getArticle().getId());
        common.out().println(TerminalLines.plain(labelled.label()));
      } else if (step instanceof Step.Unknown unknown) {
        common.out().println("no such key: '" + TerminalLines.plain(unknown.key()) + "'");
      } else {
        common.out().println();
      }
      candidate = session.current();
    }
    return reviewed.size();
  }
}
