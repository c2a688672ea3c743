package io.copytaster.streams.broker;

import static io.copytaster.streams.broker.BrokerException.Category.NOT_STARTED;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The embedded broker in a JVM of its own, with the class path of this one.
 *
 * <p>The child ends when this process does, however that ends, because it watches its standard
 * input. What it logs goes to {@value #LOG} beside the data.
 */
public final class BrokerProcess implements AutoCloseable {

  /** The child's log, in the data directory. */
  public static final String LOG = "broker.log";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker on {@code directory} in a child JVM and returns when it answers.
   *
   * @param directory where the data are kept; created if it is missing
   * @param port where clients connect, or 0 for any free one
   * @throws BrokerException if the child ends before its broker answers; the message names its log
   */
  public static BrokerProcess start(Path directory, int port) {
    var home = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(home);
      var log = home.resolve(LOG);
      var process =
          new ProcessBuilder(command(home, port))
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      var address = awaitAddress(process.inputReader());
      if (address == null) {
        process.destroyForcibly();
        throw new BrokerException(
            NOT_STARTED, "The broker process ended before it answered; its log: " + log);
      }
      return new BrokerProcess(process, address);
    } catch (IOException e) {
      throw new UncheckedIOException("Starting a broker process in " + home, e);
    }
  }

  /** Where clients connect: {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Whether the child runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** How the child ended; empty while it runs. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Kills the child, as a crash would, and waits until it is gone. */
  public void destroyForcibly() {
    process.destroyForcibly();
    awaitEnd(PATIENCE);
  }

  /** Lets the broker finish its work, for five seconds at most, and ends the child. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
    if (!awaitEnd(PATIENCE)) {
      destroyForcibly();
    }
  }

  private static List<String> command(Path directory, int port) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-Dlogback.configurationFile=io/copytaster/streams/broker/logback-broker.xml",
        "-cp",
        System.getProperty("java.class.path"),
        BrokerMain.class.getName(),
        directory.toString(),
        Integer.toString(port));
  }

  private static @Nullable String awaitAddress(BufferedReader output) throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith(BrokerMain.READY)) {
      line = output.readLine();
    }
    return line == null ? null : line.substring(BrokerMain.READY.length());
  }

  private boolean awaitEnd(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
