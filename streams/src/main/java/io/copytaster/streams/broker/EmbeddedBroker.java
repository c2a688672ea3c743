package io.copytaster.streams.broker;

import static io.copytaster.streams.broker.BrokerException.Category.NOT_STARTED;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * Apache Kafka itself, one node in KRaft mode, inside this JVM.
 *
 * <p>All of its data lie under one directory: a broker started on the same directory again, after
 * {@link #close()} or after a kill, has every topic, record and committed offset. It listens on
 * loopback only and creates no topic unasked.
 */
public final class EmbeddedBroker implements AutoCloseable {

  /** Sixteen bytes that read {@code copytaster.local}; a directory keeps the id it began with. */
  private static final String CLUSTER_ID = "Y29weXRhc3Rlci5sb2NhbA";

  private final KafkaRaftServer server;
  private final int port;
  private final FileChannel lock;

  private EmbeddedBroker(KafkaRaftServer server, int port, FileChannel lock) {
    this.server = server;
    this.port = port;
    this.lock = lock;
  }

  /**
   * Formats {@code directory} if it is new, starts the broker on it and returns when it answers.
   *
   * @param directory where the data are kept; created if it is missing
   * @param port where clients connect, or 0 for any free one
   * @throws BrokerException if it does not start: the port is taken, or the directory is in use or
   *     belongs to something else
   */
  public static EmbeddedBroker start(Path directory, int port) {
    return start(directory, port, Map.of());
  }

  /**
   * As above.
   *
   * @param more properties of the server, which win over this program's choices
   */
  public static EmbeddedBroker start(Path directory, int port, Map<String, String> more) {
    var home = directory.toAbsolutePath().normalize();
    FileChannel lock = null;
    try {
      Files.createDirectories(home);
      lock = lock(home);
      format(home);
      int clients = freePort(port);
      var properties = new HashMap<>(BrokerProperties.of(home, clients, freePort(0)));
      properties.putAll(more);
      var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
      startUp(server);
      return new EmbeddedBroker(server, clients, lock);
    } catch (Exception e) {
      closeQuietly(lock);
      throw new BrokerException(
          NOT_STARTED, "The embedded broker did not start in " + home + ": " + e.getMessage(), e);
    }
  }

  /** Where clients connect: {@code host:port}. */
  public String bootstrapServers() {
    return BrokerProperties.HOST + ":" + port;
  }

  /** Stops the broker and waits until everything is on disk. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    closeQuietly(lock);
  }

  private static void startUp(KafkaRaftServer server) {
    try {
      server.startup();
    } catch (RuntimeException | Error e) {
      server.shutdown();
      throw e;
    }
  }

  private static void format(Path directory) throws Exception {
    var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    new Formatter()
        .setClusterId(CLUSTER_ID)
        .setNodeId(BrokerProperties.NODE_ID)
        .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
        .addDirectory(directory.toString())
        .setMetadataLogDirectory(directory.toString())
        .setIgnoreFormatted(true)
        .setPrintStream(silence)
        .run();
  }

  /** Kafka's own lock comes too late: by then a second controller has written to the metadata. */
  private static FileChannel lock(Path directory) throws IOException {
    var channel =
        FileChannel.open(
            directory.resolve(".embedded.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by a broker in this JVM: the same answer as for one in another.
    }
    channel.close();
    throw new IOException("another broker uses this directory; stop it or choose another one");
  }

  @SuppressWarnings("AddressSelection") // a literal address, nothing is looked up
  private static int freePort(int wanted) throws IOException {
    var loopback = InetAddress.getByName(BrokerProperties.HOST);
    try (var socket = new ServerSocket(wanted, 1, loopback)) {
      return socket.getLocalPort();
    } catch (BindException e) {
      throw new IOException("port " + wanted + " is taken; choose another one, or 0 for any", e);
    }
  }

  private static void closeQuietly(@Nullable FileChannel lock) {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      // The lock ends with the channel, and that with the process.
    }
  }
}
