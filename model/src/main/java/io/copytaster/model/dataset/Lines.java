package io.copytaster.model.dataset;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A file's lines, one char per byte (see {@link Utf8}), from the current one on.
 *
 * <p>Lines that were looked at stay until they are passed. So a row whose quote is never closed can
 * run on over many lines, and still costs only the line on which it began.
 */
final class Lines implements Closeable {

  private final BufferedReader in;
  private final long limit;
  private final Deque<String> ahead = new ArrayDeque<>();
  private long number = 1;

  /**
   * @param limit the longest line, and the longest row of several lines, in bytes
   */
  Lines(InputStream bytes, long limit) throws IOException {
    this.in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.ISO_8859_1));
    this.limit = limit;
    String first = fetch();
    if (first != null && first.startsWith(Utf8.MARK)) {
      ahead.addFirst(ahead.removeFirst().substring(Utf8.MARK.length()));
    }
  }

  /** Passes blank lines; the current line without its end, or {@code null} after the last. */
  @Nullable String nextFilled() throws IOException {
    String line = current();
    while (line != null && line.isBlank()) {
      pass(1);
      line = current();
    }
    return line;
  }

  /** The current line's number, from 1. */
  long number() {
    return number;
  }

  /** Leaves {@code count} lines behind. */
  void pass(long count) throws IOException {
    for (long i = 0; i < count && current() != null; i++) {
      ahead.removeFirst();
      number++;
    }
  }

  /** The current line and those after it, as many as fit the limit, each ended by a newline. */
  Reader fromHere() {
    return new LineReader();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private @Nullable String current() throws IOException {
    return ahead.isEmpty() ? fetch() : ahead.peekFirst();
  }

  /** Reads one line more; it ends at LF, CR LF or CR. */
  private @Nullable String fetch() throws IOException {
    var line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n' && c != '\r'; c = in.read()) {
      line.append((char) c);
      if (line.length() > limit) {
        throw new IOException("a line has more than " + limit + " bytes");
      }
    }
    if (c == '\r') {
      in.mark(1);
      if (in.read() != '\n') {
        in.reset();
      }
    }
    String fetched = line.toString();
    ahead.addLast(fetched);
    return fetched;
  }

  /** Hands out one line per read, so that nothing is fetched that no row needs. */
  private final class LineReader extends Reader {

    private Iterator<String> seen = ahead.iterator();
    private String line = "";
    private int at;
    private long handedOut;

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      if (at == line.length()) {
        String next = seen.hasNext() ? seen.next() : beyondSeen();
        if (next == null || handedOut > limit) {
          return -1;
        }
        line = next + '\n';
        at = 0;
      }
      int count = Math.min(length, line.length() - at);
      line.getChars(at, at + count, target, offset);
      at += count;
      handedOut += count;
      return count;
    }

    private @Nullable String beyondSeen() throws IOException {
      seen = Collections.emptyIterator(); // what is fetched now joins the lines it went through
      return fetch();
    }

    @Override
    public void close() {}
  }
}
