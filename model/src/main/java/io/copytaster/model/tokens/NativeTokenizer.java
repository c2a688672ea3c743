package io.copytaster.model.tokens;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.djl.util.Utils;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Owner of one tokenizer in native memory. Texts are encoded side by side; closing waits for them.
 *
 * <p>DJL's {@code HuggingFaceTokenizer} also fetches a string, a span and five more numbers per
 * token, which a classifier throws away; asking the library for the ids alone takes a quarter less
 * time.
 */
final class NativeTokenizer implements AutoCloseable {

  private static final TokenizersLibrary LIBRARY = TokenizersLibrary.LIB;
  private static final boolean WITH_SPECIAL_TOKENS = true;
  private static final int CLOSED = 0;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private long handle;

  private NativeTokenizer(long handle) {
    this.handle = handle;
  }

  /**
   * Loads the library that lies in DJL's own jar, once per process and without the network: on a
   * machine with a GPU, DJL would otherwise download another build.
   *
   * @throws RuntimeException if this platform has none or it cannot be unpacked
   */
  static void requireLibrary() {
    System.setProperty("ai.djl.offline", "true");
    if (Utils.getEnvOrSystemProperty("RUST_FLAVOR") == null) {
      System.setProperty("RUST_FLAVOR", "cpu");
    }
    LibUtils.checkStatus();
  }

  /**
   * Loads a tokenizer that pads nothing, whatever the file says.
   *
   * @param json the content of {@code tokenizer.json}
   * @throws RuntimeException in the library's own words if it is none
   */
  static NativeTokenizer load(String json) {
    var tokenizer = new NativeTokenizer(LIBRARY.createTokenizerFromString(json));
    LIBRARY.disablePadding(tokenizer.handle);
    return tokenizer;
  }

  /**
   * Cuts what is longer than {@code maxTokens}, special tokens included; before it is shared.
   *
   * @throws IllegalArgumentException if that leaves no room for text
   */
  void cutAt(int maxTokens) {
    int special = encode("").length();
    if (maxTokens <= special) {
      throw new IllegalArgumentException(
          "maxTokens is %d and leaves no room for text beside %d special tokens"
              .formatted(maxTokens, special));
    }
    LIBRARY.setTruncation(handle, maxTokens, "LONGEST_FIRST", 0);
  }

  /**
   * @param text well-formed Unicode
   */
  Tokens encode(String text) {
    lock.readLock().lock();
    try {
      if (handle == CLOSED) {
        throw new IllegalStateException("the tokenizer is closed");
      }
      long encoding = LIBRARY.encode(handle, text, WITH_SPECIAL_TOKENS);
      try {
        // What was cut off hangs at the encoding as further pieces.
        boolean truncated = LIBRARY.getOverflowCount(encoding) > 0;
        return new Tokens(narrowed(LIBRARY.getTokenIds(encoding)), truncated);
      } finally {
        LIBRARY.deleteEncoding(encoding);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (handle != CLOSED) {
        LIBRARY.deleteTokenizer(handle);
        handle = CLOSED;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static int[] narrowed(long[] ids) {
    var narrow = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      narrow[i] = (int) ids[i];
    }
    return narrow;
  }
}
