package io.copytaster.streams.cli;

import io.copytaster.streams.config.SettingSources;
import io.copytaster.streams.config.SettingValues;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.config.SettingsListing;
import io.copytaster.streams.telemetry.LogOutput;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command takes: settings from a file and one by one, help, and more words. */
final class CommonOptions {

  /** What a command does with its settings; returns its exit code. */
  interface Action {
    int run(Settings settings) throws Exception;
  }

  private static final class Given {

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description =
            "Properties file with settings; the command line and environment win over it.")
    private @Nullable Path file;

    @Option(
        names = "-D",
        paramLabel = "NAME=VALUE",
        description = "One setting, such as -Dserving.threads=4; repeatable.")
    private Map<String, String> values = new LinkedHashMap<>();

    // A help option, so that nothing else need be given with it.
    @SuppressWarnings("deprecation")
    @Option(
        names = "--print-config",
        help = true,
        description = "Print every setting, its value and where it came from, and exit.")
    private boolean print;

    @Option(names = "--verbose", description = "Log more, and show the stack trace of a failure.")
    private boolean verbose;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help and exit.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;
  }

  @ArgGroup(validate = false, heading = "%nSettings and help:%n", order = 100)
  private Given given = new Given();

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  /**
   * Loads the settings and runs the command with them, or prints them if that is what is asked.
   *
   * @param shortcuts the command's own options that stand for settings; they win over the rest
   * @throws io.copytaster.streams.config.SettingsException if a setting is wrong
   */
  int run(Shortcuts shortcuts, Action action) throws Exception {
    if (given.verbose) {
      System.setProperty("COPYTASTER_LOG_LEVEL", "DEBUG"); // read by logback.xml
    }
    var values = SettingValues.load(sources(shortcuts));
    if (given.print) {
      out().print(SettingsListing.of(values));
      out().flush();
      Settings.from(values);
      return ExitCodes.DONE;
    }
    var settings = Settings.from(values);
    LogOutput.use(settings.telemetry().logFormat());
    return action.run(settings);
  }

  /** Standard output: the command's answer. */
  PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Standard error: what is said besides. */
  PrintWriter err() {
    return command.commandLine().getErr();
  }

  private SettingSources sources(Shortcuts shortcuts) {
    var commandLine = new LinkedHashMap<>(given.values);
    commandLine.keySet().removeIf(shortcuts::replaces);
    commandLine.putAll(shortcuts.settings());
    var sources = SettingSources.ofProcess(commandLine);
    return given.file == null ? sources : sources.withFile(given.file);
  }
}
