package io.copytaster.streams.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a command answered. */
record Run(int code, String out, String err) {

  /** Runs a command in this process. */
  static Run of(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Copytaster.commandLine(arguments)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
