package tech.turso.cli;

/** What stands before the line that is typed. */
public final class Prompt {
  /** Before the first line of a statement. */
  public static final String FIRST = "turso> ";

  /** Before the lines that follow. */
  public static final String MORE = "   ...> ";

  private Prompt() {}

  /** The prompt after the SQL that was typed so far. */
  public static String of(String begun) {
    return begun.isEmpty() ? FIRST : MORE;
  }
}
