package io.copytaster.streams.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/** Answers in lines, each ended by Enter: for pipes, and terminals that can do no better. */
final class LineKeys implements ReviewKeys {

  private final BufferedReader lines;

  LineKeys(InputStream in) {
    this.lines = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
  }

  @Override
  public Optional<String> next() throws IOException {
    return Optional.ofNullable(lines.readLine()).map(line -> line.strip().toLowerCase(Locale.ROOT));
  }

  /** Standard input stays open. */
  @Override
  public void close() {}
}
