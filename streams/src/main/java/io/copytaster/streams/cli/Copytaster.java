package io.copytaster.streams.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line's entry point. */
@Command(
    name = "copytaster",
    description = "Labels a live stream of news on Kafka with a transformer.",
    mixinStandardHelpOptions = true,
    versionProvider = Copytaster.Version.class,
    footer = {
      "  copytaster demo                              shows it all on this machine",
      "  copytaster classify --input articles.csv     labels a file, without Kafka",
      "  copytaster serve --create-topics             labels what arrives on news.raw",
      "  copytaster COMMAND --help                    says all about one command"
    })
public final class Copytaster {

  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          ServeCommand.class,
          ProduceCommand.class,
          TailCommand.class,
          DeadLettersCommand.class,
          ReviewCommand.class,
          ClassifyCommand.class,
          TrainCommand.class,
          EvaluateCommand.class,
          RetrainCommand.class,
          CheckpointCommand.class,
          SchemasCommand.class,
          AclsCommand.class,
          BrokerCommand.class);

  private Copytaster() {}

  /** Runs one command and exits with its status: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    // One that knows when nobody reads any more, as in "copytaster tail | head".
    var charset = System.getProperty("stdout.encoding", Charset.defaultCharset().name());
    var out = new PrintWriter(System.out, true, Charset.forName(charset));
    System.exit(commandLine(arguments).setOut(out).execute(arguments));
  }

  /**
   * The command line: commands, help and errors.
   *
   * @param arguments where the first is a command, there is no other: reading what all of them know
   *     takes longer than anything else until one begins
   */
  static CommandLine commandLine(String... arguments) {
    var errors = new Errors();
    var commandLine = new CommandLine(new Copytaster());
    commands(arguments).forEach(commandLine::addSubcommand);
    commandLine
        .setHelpFactory(OptionLabels::help)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
    HelpLayout.applyTo(commandLine);
    RegimeDefaults.addTo(commandLine);
    return commandLine;
  }

  private static List<Class<?>> commands(String... arguments) {
    var asked =
        COMMANDS.stream()
            .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
            .toList();
    return asked.isEmpty() ? COMMANDS : asked;
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  /** The archive's version. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      var version = Optional.ofNullable(Copytaster.class.getPackage().getImplementationVersion());
      return new String[] {"copytaster " + version.orElse("(not packaged)")};
    }
  }
}
