package io.copytaster.streams.cli;

import io.copytaster.streams.config.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code checkpoint history}: every announcement there was. */
@Command(
    name = "history",
    description = "Lists every announcement there was, the oldest first: what, when, who, why.",
    footer = {"  copytaster checkpoint history", "  copytaster checkpoint history --json"})
final class CheckpointHistoryCommand implements Callable<Integer> {

  @Option(names = "--json", description = "JSON Lines instead of a table.")
  private boolean json;

  @ArgGroup(validate = false, heading = KafkaOptions.HEADING, order = 2)
  private KafkaOptions kafka = new KafkaOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    var shortcuts = new Shortcuts();
    kafka.addTo(shortcuts);
    return common.run(shortcuts, this::show);
  }

  private int show(Settings settings) {
    List<ModelLine> lines;
    try (var log = ModelLog.open(settings, common.err())) {
      lines = log.read().history().stream().map(ModelLine::of).toList();
    }
    if (json) {
      lines.forEach(line -> common.out().println(Json.line(line)));
      return ExitCodes.DONE;
    }
    var table = new Columns("WHEN", "ROLE", "MODEL", "INSTEAD OF", "BY", "WHY");
    for (ModelLine line : lines) {
      table.row(
          line.timeForPeople(),
          line.roleForPeople(),
          line.model(),
          line.supersedes() == null ? "" : line.supersedes(),
          line.decidedBy(),
          line.reason());
    }
    table.print(common.out());
    return ExitCodes.DONE;
  }
}
