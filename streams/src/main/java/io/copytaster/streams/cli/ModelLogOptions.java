package io.copytaster.streams.cli;

import io.copytaster.streams.announce.Announcements;
import io.copytaster.streams.config.Settings;
import picocli.CommandLine.ArgGroup;

/** What every command has that reads the log of models or writes to it. */
final class ModelLogOptions {

  /** What a command does with it. */
  @FunctionalInterface
  interface Use {
    void accept(Settings settings, Announcements log) throws Exception;
  }

  @ArgGroup(validate = false, heading = KafkaOptions.HEADING, order = 2)
  private KafkaOptions kafka = new KafkaOptions();

  /** Opens the log that the settings name, and closes it afterwards. */
  int run(CommonOptions common, Use use) throws Exception {
    var shortcuts = new Shortcuts();
    kafka.addTo(shortcuts);
    return common.run(
        shortcuts,
        settings -> {
          try (var log = ModelLog.open(settings, common.err())) {
            use.accept(settings, log);
          }
          return ExitCodes.DONE;
        });
  }
}
