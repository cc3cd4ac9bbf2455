package tech.turso.cli;

/** What stands before the line that is typed. */
public final class Prompt {
  private static final String FIRST = "turso> ";
  private static final String MORE = "   ...> ";

  private String first = FIRST;
  private String more = MORE;

  /** Before the first line of a statement. */
  public String first() {
    return first;
  }

  /** Before the lines that follow. */
  public String more() {
    return more;
  }

  /** Sets what stands before a first line. */
  public void first(String text) {
    first = text;
  }

  /** Sets what stands before the lines that follow. */
  public void more(String text) {
    more = text;
  }

  /** Back to what it was at the start. */
  public void reset() {
    first = FIRST;
    more = MORE;
  }

  /** The prompt after the SQL that was typed so far. */
  public String after(String begun) {
    return begun.isEmpty() ? first : more;
  }
}
