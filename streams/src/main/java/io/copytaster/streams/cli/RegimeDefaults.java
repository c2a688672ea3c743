package io.copytaster.streams.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING;

import io.copytaster.model.label.LabelSet;
import io.copytaster.model.train.Regime;
import io.copytaster.model.train.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/** A table in the help of {@code train}: what an option is, by regime, where it is not given. */
final class RegimeDefaults {

  private static final String SECTION = "regimeDefaults";

  /** Said elsewhere, or different in every training. */
  private static final Set<String> LEFT_OUT =
      Set.of("regime", "base", "labels", "taxonomy", "validation", "max-tokens");

  private static final LabelSet ANY_LABELS = new LabelSet(List.of("a", "b"));

  private RegimeDefaults() {}

  /** Puts the table between the options and the exit codes of {@code train}, if that is there. */
  static void addTo(CommandLine copytaster) {
    Optional.ofNullable(copytaster.getSubcommands().get("train")).ifPresent(RegimeDefaults::add);
  }

  private static void add(CommandLine train) {
    var usage = train.getCommandSpec().usageMessage();
    var sections = new ArrayList<>(usage.sectionKeys());
    sections.add(sections.indexOf(SECTION_KEY_EXIT_CODE_LIST_HEADING), SECTION);
    usage.sectionKeys(sections).sectionMap().put(SECTION, help -> table());
  }

  /** One row each setting, one column each regime; a dash where it means nothing. */
  static String table() {
    List<Map<String, String>> settings =
        Arrays.stream(Regime.values())
            .map(each -> TrainingPlan.of(each, "", "minilm", ANY_LABELS).settings())
            .toList();
    var names = new LinkedHashSet<String>();
    settings.forEach(each -> names.addAll(each.keySet()));
    names.removeAll(LEFT_OUT);
    var text = new StringBuilder(String.format("%nDefaults by regime:%n"));
    text.append(row("", Regime.ids()));
    for (String name : names) {
      text.append(row("--" + name, settings.stream().map(s -> s.getOrDefault(name, "-")).toList()));
    }
    return text.toString();
  }

  private static String row(String name, List<String> cells) {
    var text = new StringBuilder(String.format(Locale.ROOT, "  %-19s", name));
    cells.forEach(cell -> text.append(String.format(Locale.ROOT, " %9s", shown(cell))));
    return text.append(System.lineSeparator()).toString();
  }

  private static String shown(String value) {
    return switch (value) {
      case "false" -> "no";
      case "true" -> "yes";
      default -> value.endsWith(".0") ? value.substring(0, value.length() - 2) : value;
    };
  }
}
