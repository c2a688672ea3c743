package io.copytaster.streams.cli;

import io.copytaster.streams.config.Settings;
import io.copytaster.streams.deadletter.DeadLetter;
import io.copytaster.streams.deadletter.DeadLetterFilter;
import io.copytaster.streams.deadletter.DeadLetters;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dead-letters list}: what lies in the dead-letter topic. */
@Command(
    name = "list",
    description = {
      "Lists the dead letters that are there now, and counts them by reason.",
      "",
      "Reads committed records only and in no consumer group, so nobody notices."
    },
    footer = {
      "  copytaster dead-letters list --count",
      "  copytaster dead-letters list --reason BadEventException --json > dead.jsonl"
    })
final class DeadLettersListCommand implements Callable<Integer> {

  @Option(names = "--count", description = "Only how many there are of each reason.")
  private boolean countOnly;

  @Option(names = "--json", description = "JSON Lines instead of lines for people.")
  private boolean json;

  @ArgGroup(validate = false, heading = DeadLetterOptions.HEADING, order = 1)
  private DeadLetterOptions which = new DeadLetterOptions();

  @ArgGroup(validate = false, heading = KafkaOptions.HEADING, order = 2)
  private KafkaOptions kafka = new KafkaOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  private final TerminalLines lines = new TerminalLines(Ansi.AUTO, ZoneId.systemDefault());
  private final Map<String, Long> counts = new TreeMap<>();
  private long replayedBefore;

  @Override
  public Integer call() throws Exception {
    var shortcuts = new Shortcuts();
    kafka.addTo(shortcuts);
    return common.run(shortcuts, this::list);
  }

  private int list(Settings settings) {
    DeadLetterFilter filter = which.filter(null);
    new DeadLetters(settings)
        .read(
            (record, letter, replayed) -> {
              if (filter.matches(letter, record.timestamp())) {
                show(record, letter, replayed);
              }
            });
    if (json && countOnly) {
      common.out().println(Json.line(counts));
    } else if (!json) {
      summarize();
    }
    return ExitCodes.DONE;
  }

  private void show(ConsumerRecord<?, ?> record, DeadLetter letter, boolean replayed) {
    counts.merge(letter.exception() == null ? "unknown" : letter.exception(), 1L, Long::sum);
    replayedBefore += replayed ? 1 : 0;
    if (countOnly) {
      return;
    }
    common
        .out()
        .println(
            json
                ? Json.line(DeadLetterLine.of(record, letter, replayed))
                : lines.deadLetter(letter, record.timestamp()) + (replayed ? "  (replayed)" : ""));
  }

  private void summarize() {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    common.out().printf("%,d dead letters, %,d of them replayed%n", all, replayedBefore);
    counts.forEach((reason, count) -> common.out().printf("  %,d %s%n", count, reason));
  }
}
