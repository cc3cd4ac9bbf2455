package tech.turso.cli.render;

/** How text is quoted. */
public enum Quoting {
  /** As it is. */
  PLAIN("plain"),
  /** As an SQL literal; {@code unistr('...')} if it has control characters and they are escaped. */
  SQL("sql"),
  /** In double quotes where RFC 4180 needs them. */
  CSV("csv"),
  /** With HTML's entities. */
  HTML("html"),
  /** As a string of C or Tcl. */
  TCL("tcl"),
  /** As a string of JSON. */
  JSON("json"),
  /** Plain where it cannot be mistaken for anything else, else as SQL. */
  RELAXED("relaxed");

  private final String word;

  Quoting(String word) {
    this.word = word;
  }

  /** Its name in {@code .mode --quote} and {@code --title}. */
  public String word() {
    return word;
  }
}
