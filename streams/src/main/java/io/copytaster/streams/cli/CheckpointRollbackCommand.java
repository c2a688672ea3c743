package io.copytaster.streams.cli;

import io.copytaster.streams.announce.Announcements;
import io.copytaster.streams.announce.Decisions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code checkpoint rollback}: the champion before this one. */
@Command(
    name = "rollback",
    description = {
      "Announces the champion's predecessor: every instance changes back to it.",
      "",
      "Once more undoes the rollback. `checkpoint promote ID` goes further back."
    },
    exitCodeList = {
      " 0:announced",
      " 1:refused or failed; the last line on standard error says why",
      " 2:an option, a setting or its value is wrong"
    },
    footer = "  copytaster checkpoint rollback --reason 'sports became business'")
final class CheckpointRollbackCommand implements Callable<Integer> {

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
  private String reason = "rollback";

  @Mixin private ModelLogOptions models = new ModelLogOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    return models.run(common, (settings, log) -> rollback(log));
  }

  private void rollback(Announcements log) {
    var decision = Decisions.rollback(log.read(), ModelLog.operator(reason));
    var announcement = ModelLog.require(decision).announcement();
    log.announce(announcement);
    common
        .out()
        .printf(
            "announced %s as champion instead of %s%n",
            announcement.getModel(), announcement.getSupersedes());
  }
}
