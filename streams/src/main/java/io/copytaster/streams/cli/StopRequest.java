package io.copytaster.streams.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGTERM and SIGINT (Ctrl-C) as a wish to end soon, in good order; a second one ends the process
 * at once.
 *
 * <p>Unlike {@link StopSignals} nothing is interrupted: whoever works asks when it suits.
 */
final class StopRequest implements AutoCloseable {

  private static final List<String> NAMES = List.of("TERM", "INT");
  private static final int SIGNALLED = 128;

  private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();
  private volatile int number;

  private StopRequest() {}

  /**
   * Listens until it is closed.
   *
   * @param received told once, in a thread of its own
   */
  static StopRequest listen(Runnable received) {
    var request = new StopRequest();
    for (String name : NAMES) {
      var awaited = new Signal(name);
      SignalHandler earlier =
          Signal.handle(
              awaited,
              signal -> {
                NAMES.forEach(each -> Signal.handle(new Signal(each), SignalHandler.SIG_DFL));
                request.number = signal.getNumber();
                received.run();
              });
      request.before.put(awaited, earlier);
    }
    return request;
  }

  boolean isAsked() {
    return number != 0;
  }

  /** As shells have it: 130 after Ctrl-C, 143 after SIGTERM. */
  int exitCode() {
    return SIGNALLED + number;
  }

  /** From now on signals are what they were before. */
  @Override
  public void close() {
    before.forEach(Signal::handle);
  }
}
