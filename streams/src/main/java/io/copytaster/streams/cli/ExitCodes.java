package io.copytaster.streams.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the process says to whoever started it. */
final class ExitCodes {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private ExitCodes() {}

  /** The codes with their meaning, for the help of a command that does not say more. */
  static Map<String, String> usual() {
    var codes = new LinkedHashMap<String, String>();
    codes.put(" " + DONE, "done");
    codes.put(" " + FAILED, "failed; the last line on standard error says why");
    codes.put(" " + USAGE, "an option, a setting or its value is wrong");
    return codes;
  }
}
