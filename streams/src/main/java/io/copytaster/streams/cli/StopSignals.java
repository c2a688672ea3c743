package io.copytaster.streams.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGTERM and SIGINT (Ctrl-C) as what they ask for: an orderly end, which is a success.
 *
 * <p>The first one interrupts the thread that runs the command, which closes what it has opened; a
 * second one ends the process at once.
 */
final class StopSignals {

  private static final List<String> NAMES = List.of("TERM", "INT");

  private StopSignals() {}

  /**
   * Runs a command in this thread until it ends or a signal ends it.
   *
   * @return what the command returns; 0 if a signal ended it
   */
  static int endBySignal(Callable<Integer> command) throws Exception {
    Thread thread = Thread.currentThread();
    var received = new AtomicBoolean();
    for (String name : NAMES) {
      Signal.handle(
          new Signal(name),
          signal -> {
            Signal.handle(signal, SignalHandler.SIG_DFL);
            received.set(true);
            thread.interrupt();
          });
    }
    try {
      return command.call();
    } catch (Exception e) {
      if (!received.get()) {
        throw e;
      }
      return ExitCodes.DONE;
    }
  }
}
