package tech.turso.sql.ast;

/**
 * A declared type: the source text between the first and the last of its tokens, {@code
 * varchar(10)}, blanks and quotes untouched, as SQLite stores it; "" if none was written.
 */
public record TypeName(String text, int start, int end) {
  /** No type. */
  public static final TypeName NONE = new TypeName("", -1, -1);
}
