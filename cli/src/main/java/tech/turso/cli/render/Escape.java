package tech.turso.cli.render;

/** What happens to control characters other than tab, newline and carriage return + newline. */
public enum Escape {
  /** The default: {@link #ASCII}. */
  AUTO("auto"),
  /** They go out as they are. */
  OFF("off"),
  /** {@code ^G} for U+0007. */
  ASCII("ascii"),
  /** U+2407 for U+0007. */
  SYMBOL("symbol");

  private final String word;

  Escape(String word) {
    this.word = word;
  }

  /** Its name in {@code .mode --escape}. */
  public String word() {
    return word;
  }

  /**
   * Escapes what {@code out} holds from {@code from} on. Without control characters, the usual
   * case, nothing is copied.
   */
  void apply(TextBuffer out, int from) {
    if (this == OFF) {
      return;
    }
    int first = from;
    while (first < out.length() && !isEscaped(out, first)) {
      first++;
    }
    if (first == out.length()) {
      return;
    }
    byte[] rest = out.copyFrom(first);
    out.truncate(first);
    for (int i = 0; i < rest.length; i++) {
      byte c = rest[i];
      if (!isEscaped(c, i + 1 < rest.length ? rest[i + 1] : 0)) {
        out.append((char) c);
      } else if (this == SYMBOL) {
        out.append((char) 0xe2).append((char) 0x90).append((char) (0x80 + c));
      } else {
        out.append('^').append((char) (0x40 + c));
      }
    }
  }

  private static boolean isEscaped(TextBuffer out, int index) {
    return isEscaped(out.at(index), index + 1 < out.length() ? out.at(index + 1) : 0);
  }

  private static boolean isEscaped(byte c, byte next) {
    return c >= 0 && c < 0x20 && c != '\t' && c != '\n' && (c != '\r' || next != '\n');
  }
}
