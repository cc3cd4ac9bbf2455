package tech.turso.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A source of lines with its name and the number of the line that was read last. */
public final class Input {
  /** The name of standard input. */
  public static final String STDIN = "<stdin>";

  private final String name;
  private final LineSource lines;
  private final boolean interactive;
  private long line;

  /**
   * @param interactive whether a person types, who goes on after errors
   */
  public Input(String name, LineSource lines, boolean interactive) {
    this.name = name;
    this.lines = lines;
    this.interactive = interactive;
  }

  /** The file's name, or {@link #STDIN}. */
  public String name() {
    return name;
  }

  /** The number of the line that was read last, from 1. */
  public long line() {
    return line;
  }

  /** Whether a person types. */
  boolean isInteractive() {
    return interactive;
  }

  /** The next line; null at the end. */
  public @Nullable String read(String begun) throws IOException {
    String text = lines.read(begun);
    if (text != null) {
      line++;
    }
    return text;
  }
}
