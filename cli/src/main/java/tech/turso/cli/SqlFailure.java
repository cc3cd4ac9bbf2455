package tech.turso.cli;

import tech.turso.api.TursoException;

/**
 * A statement failed: when, and what to tell about it.
 *
 * <p>SQLite: shell.c.in save_err_msg, shell_error_context.
 */
public final class SqlFailure {
  private static final int BEFORE_ERROR = 50;
  private static final int LINE_CHARS = 78;

  private final boolean preparing;
  private final int code;
  private final String text;

  private SqlFailure(boolean preparing, int code, String text) {
    this.preparing = preparing;
    this.code = code;
    this.text = text;
  }

  /** The statement that begins at {@code from} in {@code sql} could not be prepared. */
  static SqlFailure inPrepare(TursoException e, String sql, int from) {
    String context = context(sql.substring(from), e.position() - from);
    return new SqlFailure(true, e.primaryCode(), text(e) + context);
  }

  /** The statement failed while it ran. */
  static SqlFailure stepping(TursoException e) {
    return new SqlFailure(false, e.primaryCode(), text(e));
  }

  /** Whether the statement could not even be prepared. */
  boolean preparing() {
    return preparing;
  }

  /** The primary result code. */
  public int code() {
    return code;
  }

  /** The message with the code and, if known, two lines that show the place. */
  public String text() {
    return text;
  }

  private static String text(TursoException e) {
    int code = e.primaryCode();
    return code > 1 ? e.text() + " (" + code + ")" : e.text();
  }

  /** The part of {@code sql} around {@code position} with an arrow; "" if that is unknown. */
  static String context(String sql, int position) {
    if (position < 0 || position >= sql.length()) {
      return "";
    }
    int from = 0;
    int at = position;
    while (at > BEFORE_ERROR) {
      int n = Character.charCount(sql.codePointAt(from));
      from += n;
      at -= n;
    }
    int to = Math.min(sql.length(), from + LINE_CHARS);
    StringBuilder shown = new StringBuilder("\n  ");
    for (int i = from; i < to; i++) {
      char c = sql.charAt(i);
      shown.append(c == ' ' || c >= '\t' && c <= '\r' ? ' ' : c);
    }
    at = sql.codePointCount(from, from + at);
    shown.append("\n  ");
    return at < 25
        ? shown.repeat(' ', at).append("^--- error here").toString()
        : shown.repeat(' ', at - 14).append("error here ---^").toString();
  }
}
