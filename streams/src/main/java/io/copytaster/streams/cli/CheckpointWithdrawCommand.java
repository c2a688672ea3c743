package io.copytaster.streams.cli;

import io.copytaster.streams.announce.Announcements;
import io.copytaster.streams.announce.Decisions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code checkpoint withdraw}: no challenger any more. */
@Command(
    name = "withdraw",
    description = {
      "Takes the challenger away: nothing labels in the shadow until another one is announced.",
      "",
      "Its files stay, and `checkpoint promote ID --challenger` brings it back."
    },
    exitCodeList = {
      " 0:announced",
      " 1:refused or failed; the last line on standard error says why",
      " 2:an option, a setting or its value is wrong"
    },
    footer = "  copytaster checkpoint withdraw --reason 'no better on sports'")
final class CheckpointWithdrawCommand implements Callable<Integer> {

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
  private String reason = "withdrawn";

  @Mixin private ModelLogOptions models = new ModelLogOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    return models.run(common, (settings, log) -> withdraw(log));
  }

  private void withdraw(Announcements log) {
    var decision = Decisions.withdraw(log.read(), ModelLog.operator(reason));
    var announcement = ModelLog.require(decision).announcement();
    log.announce(announcement);
    common.out().printf("withdrew the challenger %s%n", announcement.getModel());
  }
}
