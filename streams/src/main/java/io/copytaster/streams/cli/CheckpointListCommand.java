package io.copytaster.streams.cli;

import io.copytaster.streams.announce.Announcements;
import io.copytaster.streams.announce.Models;
import io.copytaster.streams.config.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code checkpoint list}: what is announced, and what stood before the gate. */
@Command(
    name = "list",
    description = {
      "Lists champion, challenger and candidates, with their figures and the gate's verdicts.",
      "",
      "Accuracy and macro F1 are those of held-out articles; --json has every figure."
    },
    footer = {"  copytaster checkpoint list", "  copytaster checkpoint list --json"})
final class CheckpointListCommand implements Callable<Integer> {

  @Option(names = "--json", description = "JSON Lines instead of a table.")
  private boolean json;

  @Mixin private ModelLogOptions models = new ModelLogOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    return models.run(common, this::list);
  }

  private void list(Settings settings, Announcements log) {
    List<ModelLine> lines = lines(log.read());
    if (json) {
      lines.forEach(line -> common.out().println(Json.line(line)));
    } else if (lines.isEmpty()) {
      common
          .out()
          .printf(
              "Nothing is announced on %s: every instance serves its own model.checkpoint.%n",
              settings.topics().models());
    } else {
      print(lines);
    }
  }

  /** The newest candidates first. */
  private static List<ModelLine> lines(Models known) {
    var candidates = new ArrayList<>(known.candidates().values());
    Collections.reverse(candidates);
    return Stream.concat(
            Stream.of(known.champion(), known.challenger()).flatMap(Optional::stream),
            candidates.stream())
        .map(ModelLine::of)
        .toList();
  }

  private void print(List<ModelLine> lines) {
    var table = new Columns("ROLE", "MODEL", "ACCURACY", "MACRO F1", "GATE", "SINCE", "BY", "WHY");
    for (ModelLine line : lines) {
      table.row(
          line.roleForPeople(),
          line.model(),
          line.percent("accuracy"),
          line.percent("macro-f1"),
          line.verdict(),
          line.timeForPeople(),
          line.decidedBy(),
          line.reason());
    }
    table.print(common.out());
  }
}
