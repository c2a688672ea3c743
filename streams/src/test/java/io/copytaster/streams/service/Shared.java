package io.copytaster.streams.service;

import io.copytaster.streams.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What all tests of this JVM share, because it takes seconds: a broker and a checkpoint. */
final class Shared {

  private static final Path DIRECTORY = temporary();
  private static final EmbeddedBroker BROKER = EmbeddedBroker.start(DIRECTORY.resolve("kafka"), 0);
  private static final Path CHECKPOINT = checkpoint();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Shared::close));
  }

  private Shared() {}

  static String bootstrapServers() {
    return BROKER.bootstrapServers();
  }

  /** A {@link TinyCheckpoint}. */
  static Path tinyCheckpoint() {
    return CHECKPOINT;
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("copytaster-tests");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path checkpoint() {
    try {
      return TinyCheckpoint.write(DIRECTORY.resolve("checkpoint"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close() {
    BROKER.close();
    try (Stream<Path> files = Files.walk(DIRECTORY)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
