package io.copytaster.streams.broker;

import java.io.IOException;
import java.nio.file.Path;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The program of the child JVM that {@link BrokerProcess} starts: a broker that lives as long as
 * its standard input stays open, so that it never outlives its parent.
 */
final class BrokerMain {

  /** What the child prints before the address once the broker answers. */
  static final String READY = "broker ready at ";

  private BrokerMain() {}

  /** Takes the data directory and the port (0 for any free one). */
  public static void main(String[] args) throws IOException {
    // Ctrl-C reaches the whole process group; the parent needs the broker to finish its own work.
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    try (var broker = EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]))) {
      System.out.println(READY + broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // The parent says nothing; the end of the stream is the message.
      }
    }
    System.exit(0);
  }
}
