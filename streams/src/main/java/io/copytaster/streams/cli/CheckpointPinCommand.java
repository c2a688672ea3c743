package io.copytaster.streams.cli;

import io.copytaster.streams.announce.Announcements;
import io.copytaster.streams.announce.Decision;
import io.copytaster.streams.announce.Decisions;
import io.copytaster.streams.announce.Models;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code checkpoint pin}: keeps a checkpoint where it is. */
@Command(
    name = "pin",
    description = {
      "Keeps a checkpoint as champion, or as challenger: the gate promotes nothing over it.",
      "",
      "One that is neither becomes the champion. Promotion and rollback need the pin released."
    },
    exitCodeList = {
      " 0:announced",
      " 1:refused or failed; the last line on standard error says why",
      " 2:an option, a setting or its value is wrong"
    },
    footer = {
      "  copytaster checkpoint pin desks-0f8fad5bd9cb",
      "  copytaster checkpoint pin --release"
    })
final class CheckpointPinCommand implements Callable<Integer> {

  /** One or the other. */
  private static final class What {

    @Parameters(paramLabel = "ID", description = "The checkpoint's identifier.")
    private @Nullable String id;

    @Option(names = "--release", description = "Let others be promoted again.")
    private boolean release;
  }

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private What what;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
  private String reason = "";

  @Mixin private ModelLogOptions models = new ModelLogOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    return models.run(common, (settings, log) -> pin(log));
  }

  private void pin(Announcements log) {
    var announcement = ModelLog.require(decision(log.read())).announcement();
    log.announce(announcement);
    common
        .out()
        .printf(
            "%s %s as %s%n",
            announcement.getPinned() ? "pinned" : "released",
            announcement.getModel(),
            announcement.getChannel());
  }

  private Decision decision(Models known) {
    return what.id == null
        ? Decisions.release(known, ModelLog.operator(reason.isEmpty() ? "pin released" : reason))
        : Decisions.pin(known, what.id, ModelLog.operator(reason.isEmpty() ? "pinned" : reason));
  }
}
