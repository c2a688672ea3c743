package io.copytaster.streams.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Single keys of a terminal, taken without Enter. */
final class TerminalKeys implements ReviewKeys {

  private static final int END_OF_INPUT = 4;

  private final Terminal terminal;
  private final Attributes before;

  private TerminalKeys(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.enterRawMode();
  }

  /** The keys of this process's terminal; empty if it has none whose keys can be had. */
  static Optional<ReviewKeys> open() {
    if (System.console() == null) {
      return Optional.empty();
    }
    try {
      Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
      if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        terminal.close();
        return Optional.empty();
      }
      return Optional.of(new TerminalKeys(terminal));
    } catch (IOException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> next() throws IOException {
    int key = terminal.reader().read();
    return key < 0 || key == END_OF_INPUT
        ? Optional.empty()
        : Optional.of(Character.toString(key).strip().toLowerCase(Locale.ROOT));
  }

  @Override
  public int width() {
    return terminal.getWidth() > 0 ? terminal.getWidth() : ReviewKeys.super.width();
  }

  @Override
  public int height() {
    return terminal.getHeight() > 0 ? terminal.getHeight() : ReviewKeys.super.height();
  }

  @Override
  public void close() throws IOException {
    terminal.setAttributes(before);
    terminal.close();
  }
}
