package io.copytaster.streams.cli;

import io.copytaster.streams.config.SettingsException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Failures as the user reads them: what is wrong, in a line; where, only if asked for. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final Set<String> TALKATIVE = Set.of("DEBUG", "TRACE", "ALL");

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    print(command, describe(exception));
    UnmatchedArgumentException.printSuggestions(exception, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCodes.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parseResult) {
    if (exception instanceof ParameterException wrongUse) {
      return handleParseException(wrongUse, new String[0]);
    }
    print(command, describe(exception));
    if (isVerbose(command.getParseResult())) {
      exception.printStackTrace(command.getErr());
    }
    return exception instanceof SettingsException ? ExitCodes.USAGE : ExitCodes.FAILED;
  }

  /** What went wrong, for somebody who does not read Java. */
  static String describe(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank() || failure instanceof NullPointerException) {
      return "unexpected " + failure + "; --verbose shows where";
    }
    if (failure instanceof NoSuchFileException) {
      return message + ": no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return message + ": permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return message + ": is there already";
    }
    return message;
  }

  private static void print(CommandLine command, String message) {
    String text = command.getCommandSpec().qualifiedName() + ": " + message;
    text.lines()
        .forEach(line -> command.getErr().println(command.getColorScheme().errorText(line)));
  }

  private static boolean isVerbose(ParseResult parsed) {
    String level = System.getenv().getOrDefault("COPYTASTER_LOG_LEVEL", "");
    return parsed.hasMatchedOption("--verbose")
        || TALKATIVE.contains(level.toUpperCase(Locale.ROOT));
  }
}
