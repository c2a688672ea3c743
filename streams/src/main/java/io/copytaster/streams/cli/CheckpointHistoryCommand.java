package io.copytaster.streams.cli;

import io.copytaster.streams.announce.Announcements;
import java.util.List;
import java.util.concurrent.Callable;
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

  @Mixin private ModelLogOptions models = new ModelLogOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    return models.run(common, (settings, log) -> show(log));
  }

  private void show(Announcements log) {
    List<ModelLine> lines = log.read().history().stream().map(ModelLine::of).toList();
    if (json) {
      lines.forEach(line -> common.out().println(Json.line(line)));
      return;
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
  }
}
