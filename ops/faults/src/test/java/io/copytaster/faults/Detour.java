package io.copytaster.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A way to the brokers that leads through this JVM, where one direction can be blocked while the
 * other stays open. What is held up arrives late, as it was sent, and no connection is closed.
 */
final class Detour implements AutoCloseable {

  /** What this machine is called in containers that take the detour. */
  static final String HOST = "detour";

  private static final int BUFFER = 1 << 16;

  /** What goes to the brokers, or what comes back. */
  enum Direction {
    REQUESTS,
    ANSWERS
  }

  private final Gate requests = new Gate();
  private final Gate answers = new Gate();
  private final List<ServerSocket> entries;

  /**
   * @param exits where each broker listens, on this machine's loopback
   */
  Detour(List<Integer> exits) {
    entries = exits.stream().map(this::open).toList();
  }

  /** Where the detour to a broker begins. */
  int entry(int index) {
    return entries.get(index).getLocalPort();
  }

  /** Where containers find all of it. */
  String servers() {
    return entries.stream()
        .map(entry -> HOST + ":" + entry.getLocalPort())
        .collect(Collectors.joining(","));
  }

  void block(Direction direction) {
    gate(direction).close();
  }

  /** Lets through what was held up, and all that follows. */
  void unblock(Direction direction) {
    gate(direction).open();
  }

  private Gate gate(Direction direction) {
    return direction == Direction.REQUESTS ? requests : answers;
  }

  private ServerSocket open(int exit) {
    try {
      // On all interfaces: containers come from their network's.
      var entry = new ServerSocket(0);
      inBackground("detour to " + exit, () -> accept(entry, exit));
      return entry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket entry, int exit) {
    while (!entry.isClosed()) {
      try {
        connect(entry.accept(), exit);
      } catch (IOException ignored) {
        // Closed, or that client is gone already.
      }
    }
  }

  private void connect(Socket client, int exit) throws IOException {
    Socket broker;
    try {
      broker = new Socket(InetAddress.getLoopbackAddress(), exit);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    inBackground("requests to " + exit, () -> carry(client, broker, requests));
    inBackground("answers of " + exit, () -> carry(broker, client, answers));
  }

  /** Carries what one side says to the other, its end included. */
  private static void carry(Socket from, Socket to, Gate gate) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        gate.pass();
        out.write(buffer, 0, length);
      }
      gate.pass();
      to.shutdownOutput();
    } catch (IOException e) {
      // A connection that broke on one side is broken on the other.
      closeBoth(from, to);
    }
  }

  private static void closeBoth(Socket from, Socket to) {
    try (from;
        to) {
      // Closed on leaving.
    } catch (IOException e) {
      // Neither is of use any more.
    }
  }

  private static void inBackground(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    for (ServerSocket entry : entries) {
      try {
        entry.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Where bytes wait. */
  private static final class Gate {

    private boolean closed;

    synchronized void close() {
      closed = true;
    }

    synchronized void open() {
      closed = false;
      notifyAll();
    }

    synchronized void pass() {
      while (closed) {
        try {
          wait();
        } catch (InterruptedException e) {
          throw new IllegalStateException("nobody interrupts these threads", e);
        }
      }
    }
  }
}
