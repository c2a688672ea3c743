package io.copytaster.model.tokens;

import static io.copytaster.model.tokens.TokenizerException.Category.NO_LIBRARY;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.djl.util.Utils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongFunction;

/**
 * Owner of one tokenizer in native memory. Texts are encoded side by side; closing waits for them.
 *
 * <p>DJL's {@code HuggingFaceTokenizer} also fetches a string, a span and five more numbers per
 * token, which a classifier throws away; asking the library for the ids alone takes a quarter less
 * time.
 */
final class NativeTokenizer implements AutoCloseable {

  private static final TokenizersLibrary LIBRARY = TokenizersLibrary.LIB;
  private static final int CLOSED = 0;

  /** No token has it. */
  static final int NO_ID = -1;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile long handle;

  private NativeTokenizer(long handle) {
    this.handle = handle;
  }

  /**
   * Loads the library that lies in DJL's own jar, once per process and without the network: on a
   * machine with a GPU, DJL would otherwise download another build.
   *
   * @throws TokenizerException if this platform has none or it cannot be unpacked
   */
  static void requireLibrary() {
    try {
      loadLibrary();
    } catch (RuntimeException | LinkageError e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new TokenizerException(
          NO_LIBRARY,
          "cannot load the tokenizer library, which DJL unpacks under DJL_CACHE_DIR"
              + " (by default ~/.djl.ai): "
              + why,
          e);
    }
  }

  private static void loadLibrary() {
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
    int special = ids("", true).length;
    if (maxTokens <= special) {
      throw new IllegalArgumentException(
          "maxTokens is %d and leaves no room for text beside %d special tokens"
              .formatted(maxTokens, special));
    }
    LIBRARY.setTruncation(handle, maxTokens, "LONGEST_FIRST", 0);
  }

  /**
   * @param text well-formed Unicode
   * @param unknownId the id that is counted as unknown, or {@link #NO_ID}
   */
  Tokens encode(String text, int unknownId) {
    return encode(
        text,
        true,
        encoding -> {
          // What was cut off hangs at the encoding as further pieces.
          boolean truncated = LIBRARY.getOverflowCount(encoding) > 0;
          int[] ids = narrowed(LIBRARY.getTokenIds(encoding));
          return Tokens.of(ids, truncated, unknownId);
        });
  }

  /** A text's ids alone, as many as fit; none for a text without words. */
  int[] ids(String text, boolean withSpecialTokens) {
    return encode(text, withSpecialTokens, encoding -> narrowed(LIBRARY.getTokenIds(encoding)));
  }

  /**
   * The ids without special tokens, in one array per word; none for a text without words.
   *
   * @param text well-formed Unicode
   */
  List<int[]> encodeWords(String text) {
    return encode(
        text,
        false,
        encoding -> byWord(LIBRARY.getTokenIds(encoding), LIBRARY.getWordIds(encoding)));
  }

  /**
   * @throws IllegalStateException after {@link #close}
   */
  void requireOpen() {
    if (handle == CLOSED) {
      throw new IllegalStateException("the tokenizer is closed");
    }
  }

  private <T> T encode(String text, boolean withSpecialTokens, LongFunction<T> read) {
    lock.readLock().lock();
    try {
      requireOpen();
      long encoding = LIBRARY.encode(handle, text, withSpecialTokens);
      try {
        return read.apply(encoding);
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

  private static List<int[]> byWord(long[] ids, long[] words) {
    var result = new ArrayList<int[]>();
    for (int from = 0, to; from < ids.length; from = to) {
      to = from + 1;
      while (to < ids.length && words[to] == words[from]) {
        to++;
      }
      result.add(narrowed(Arrays.copyOfRange(ids, from, to)));
    }
    return result;
  }

  private static int[] narrowed(long[] ids) {
    var narrow = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      narrow[i] = (int) ids[i];
    }
    return narrow;
  }
}
