package io.copytaster.streams.cli;

import io.copytaster.streams.config.Settings;
import io.copytaster.streams.deadletter.DeadLetterReplay;
import io.copytaster.streams.deadletter.Fate;
import io.copytaster.streams.deadletter.ReplayPlan;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dead-letters replay}: sends dead letters back to the raw topic. */
@Command(
    name = "replay",
    description = {
      "Sends dead letters back to the raw topic, with their key, bytes, headers and timestamp.",
      "",
      "Each is sent once: a receipt in the dead-letter topic keeps a later replay from it. What"
          + " dies again is a new dead letter that knows how often it was replayed. Without"
          + " --from-topic only what lay in the raw topic is sent."
    },
    exitCodeList = {
      " 0:done; the counts say what became of each",
      " 1:failed; the last line on standard error says why",
      " 2:an option, a setting or its value is wrong"
    },
    footer = {
      "  copytaster dead-letters replay --dry-run",
      "  copytaster dead-letters replay --reason 'schema id 7' --exactly-once"
    })
final class DeadLettersReplayCommand implements Callable<Integer> {

  @Option(names = "--dry-run", description = "Count, and write nothing.")
  private boolean dryRun;

  @Option(
      names = "--exactly-once",
      description =
          "Write records and receipts in transactions, so that no crash and no second replay sends"
              + " one twice.")
  private boolean exactlyOnce;

  @Option(
      names = "--max-replays",
      paramLabel = "N",
      defaultValue = "1",
      description = "Give up a record that has been replayed so often. Default: ${DEFAULT-VALUE}.")
  private long maxReplays;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "End after so many replayed; 0, the default, is all.")
  private long limit;

  @Option(names = "--json", description = "The counts as a line of JSON.")
  private boolean json;

  @ArgGroup(validate = false, heading = DeadLetterOptions.HEADING, order = 1)
  private DeadLetterOptions which = new DeadLetterOptions();

  @ArgGroup(validate = false, heading = KafkaOptions.HEADING, order = 2)
  private KafkaOptions kafka = new KafkaOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    var shortcuts = new Shortcuts();
    kafka.addTo(shortcuts);
    return common.run(shortcuts, this::replay);
  }

  private int replay(Settings settings) {
    var plan =
        new ReplayPlan(
            which.filter(settings.topics().raw()),
            maxReplays,
            limit == 0 ? Long.MAX_VALUE : limit,
            dryRun,
            exactlyOnce);
    Map<Fate, Long> counts = DeadLetterReplay.run(settings, plan);
    if (json) {
      common.out().println(Json.line(counts));
      return ExitCodes.DONE;
    }
    common
        .out()
        .printf(
            "%,d %s%n",
            counts.getOrDefault(Fate.REPLAYED, 0L), dryRun ? "would be replayed" : "replayed");
    counts.forEach(
        (fate, count) -> {
          if (fate != Fate.REPLAYED) {
            common.out().printf("  %,d %s%n", count, fate);
          }
        });
    return ExitCodes.DONE;
  }
}
