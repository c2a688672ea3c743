package io.copytaster.streams.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING;

import java.util.ArrayList;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the help of every command has in common: what it is first, examples and exit codes last. */
final class HelpLayout {

  private static final int WIDTH = 100;

  private HelpLayout() {}

  /** Lays out the help of a command and all below it. */
  static void applyTo(CommandLine commandLine) {
    var usage = commandLine.getCommandSpec().usageMessage();
    var sections = new ArrayList<>(usage.sectionKeys());
    sections.remove(SECTION_KEY_DESCRIPTION);
    sections.add(sections.indexOf(SECTION_KEY_SYNOPSIS_HEADING), SECTION_KEY_DESCRIPTION);
    usage
        .sectionKeys(sections)
        .width(WIDTH)
        .autoWidth(true)
        .abbreviateSynopsis(true)
        .sortOptions(false)
        .synopsisHeading("%nUsage: ")
        .optionListHeading(hasOwnOptions(commandLine.getCommandSpec()) ? "%nOptions:%n" : "")
        .parameterListHeading("%nArguments:%n")
        .commandListHeading("%nCommands:%n")
        .footerHeading("%nExamples:%n")
        .exitCodeListHeading("%nExit codes:%n");
    usage.sectionMap().put(SECTION_KEY_SYNOPSIS, help -> help.synopsis("Usage: ".length()));
    if (usage.exitCodeList().isEmpty()) {
      usage.exitCodeList(ExitCodes.usual());
    }
    commandLine.getSubcommands().values().forEach(HelpLayout::applyTo);
  }

  /** Whether there are options outside of the groups, which have headings of their own. */
  private static boolean hasOwnOptions(CommandSpec command) {
    return command.options().stream().anyMatch(option -> option.group() == null);
  }
}
