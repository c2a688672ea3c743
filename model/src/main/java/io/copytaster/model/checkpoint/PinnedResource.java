package io.copytaster.model.checkpoint;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.security.MessageDigest;

/**
 * A file on the class path whose content is known in advance.
 *
 * @param path from the class path's root
 * @param size in bytes
 * @param sha256 in lower-case hex
 */
record PinnedResource(String path, int size, String sha256) {

  /**
   * The content, outside the heap.
   *
   * @throws CheckpointException if it is not there or not the content that is expected
   */
  ByteBuffer read(ClassLoader classPath) throws IOException {
    var content = ByteBuffer.allocateDirect(size);
    MessageDigest digest = Sha256.digest();
    try (InputStream in = classPath.getResourceAsStream(path)) {
      if (in == null) {
        throw new CheckpointException(
            Problem.FILE_MISSING, path + " is not on the class path: is the encoder's jar there?");
      }
      var channel = Channels.newChannel(in);
      while (content.hasRemaining() && channel.read(content) >= 0) {
        // Reads until the buffer is full or the resource ends.
      }
      if (content.hasRemaining() || in.read() >= 0) {
        throw new CheckpointException(
            Problem.CHECKSUM, path + " has another size than the expected " + size + " bytes");
      }
    }
    digest.update(content.flip());
    String found = Sha256.hex(digest);
    if (!found.equals(sha256)) {
      throw new CheckpointException(
          Problem.CHECKSUM, path + " has SHA-256 " + found + ", expected " + sha256);
    }
    return content.rewind();
  }
}
