package tech.turso.sql.ast;

/**
 * A name in the user's spelling, without its quotes.
 *
 * @param text the name, quotes removed and doubled quotes made single
 * @param quote the opening quote, one of {@code "} {@code [} {@code `} {@code '}; 0 if not quoted
 * @param start of the token, its quote included
 * @param end just past the token
 */
public record Name(String text, char quote, int start, int end) {
  /** A name that stands nowhere in a text. */
  public static Name of(String text) {
    return new Name(text, '\0', -1, -1);
  }

  /** Whether the user quoted it in any way. */
  public boolean isQuoted() {
    return quote != 0;
  }

  /** Whether it was written {@code "x"}, which SQLite takes as a string where no such name is. */
  public boolean isDoubleQuoted() {
    return quote == '"';
  }

  @Override
  public String toString() {
    return text;
  }
}
