package io.copytaster.streams.cli;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Options in the help as people type them: {@code --input FILE}, not {@code --input=FILE}. */
record OptionLabels(IParamLabelRenderer usual) implements IParamLabelRenderer {

  @Override
  public Text renderParameterLabel(ArgSpec argument, Ansi ansi, List<IStyle> styles) {
    boolean takesValue = argument.isOption() && argument.arity().max() > 0;
    return takesValue
        ? ansi.apply(separator() + argument.paramLabel(), styles)
        : usual.renderParameterLabel(argument, ansi, styles);
  }

  @Override
  public String separator() {
    return " ";
  }

  /** Help with these labels. */
  static Help help(CommandSpec command, Help.ColorScheme colours) {
    return new Help(command, colours) {
      @Override
      public IParamLabelRenderer parameterLabelRenderer() {
        return new OptionLabels(super.parameterLabelRenderer());
      }
    };
  }
}
