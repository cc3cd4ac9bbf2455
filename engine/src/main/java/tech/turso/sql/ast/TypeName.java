package tech.turso.sql.ast;

/**
 * A declared type.
 *
 * @param text the source text between the first and the last of its tokens, {@code varchar(10)},
 *     blanks and comments untouched; of a column, as SQLite keeps it: unquoted, and {@code INT},
 *     {@code TEXT} and their kin in capitals; "" if none was written
 */
public record TypeName(String text, int start, int end) {
  /** No type. */
  public static final TypeName NONE = new TypeName("", -1, -1);
}
