package io.copytaster.model.checkpoint;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write one output, held by one run at a time and given up when its process ends.
 *
 * <p>It is a lock on a hidden file beside the output, whose text says who holds it. The file stays:
 * a run that opened it before it was removed would lock something that nobody else sees. And since
 * POSIX drops a process's locks on a file when the process closes any handle to it, whoever is
 * refused within this process is refused before the file is opened.
 */
public final class OutputLock implements AutoCloseable {

  /** The byte that is locked lies beyond the text, so that others may read it. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private OutputLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the right to write {@code target}, and puts back what an interrupted run had moved aside.
   *
   * @throws CheckpointException naming the holder if another run has it
   */
  public static OutputLock acquire(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new CheckpointException(
          Problem.TARGET_EXISTS, absolute + " cannot be an output: name a directory below it");
    }
    createFolder(parent, absolute);
    Path file = parent.toRealPath().resolve("." + absolute.getFileName() + ".lock");
    if (!HELD_HERE.add(file)) {
      throw inUse(absolute, "another run in this process");
    }
    OutputLock lock;
    try {
      lock = lock(absolute, file);
    } catch (IOException | RuntimeException e) {
      HELD_HERE.remove(file);
      throw e;
    }
    try {
      AtomicDirectory.recover(absolute);
      return lock;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static OutputLock lock(Path target, Path file) throws IOException {
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
        throw inUse(target, Files.readString(file));
      }
      String holder = "process " + ProcessHandle.current().pid();
      write(channel, holder, target);
      return new OutputLock(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void createFolder(Path folder, Path target) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new CheckpointException(
          Problem.TARGET_EXISTS,
          "%s cannot be an output: %s is a file".formatted(target, e.getFile()),
          e);
    }
  }

  /** What the system says of a full disk does not say which. */
  private static void write(FileChannel channel, String holder, Path target) throws IOException {
    try {
      channel.truncate(0).write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IOException(target + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static CheckpointException inUse(Path target, String holder) {
    return new CheckpointException(
        Problem.IN_USE,
        "%s is being written by %s: name another output, or wait for its end"
            .formatted(target, holder));
  }

  /** Gives it up. */
  @Override
  public void close() throws IOException {
    try (channel) {
      channel.truncate(0);
    } finally {
      HELD_HERE.remove(file);
    }
  }
}
