package tech.turso.api;

import java.util.List;
import tech.turso.sql.parser.Sql;

/** Questions about SQL text that tools ask without a database. */
public final class SqlText {
  private SqlText() {}

  /** SQL's keywords in upper case, sorted. SQLite: sqlite3_keyword_name. */
  public static List<String> keywords() {
    return Sql.keywords();
  }

  /** Whether a word is a keyword, in any case of its letters. SQLite: sqlite3_keyword_check. */
  public static boolean isKeyword(String word) {
    return Sql.isKeyword(word);
  }

  /**
   * Whether the text ends with a whole statement: its last token is a semicolon that is not inside
   * a string, a comment or the body of a CREATE TRIGGER. Text without tokens is not complete.
   * SQLite: sqlite3_complete.
   */
  public static boolean isComplete(String sql) {
    return Sql.complete(sql);
  }
}
