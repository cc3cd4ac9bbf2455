package tech.turso.api;

import java.util.List;

/**
 * Questions about SQL text that tools ask without a database: is it complete, is a word a keyword.
 *
 * <p>SQLite: sqlite3_complete, sqlite3_keyword_check, sqlite3_keyword_name.
 */
public final class SqlText {
  private static final String[] KEYWORDS =
      ("ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC ATTACH AUTOINCREMENT BEFORE"
           + " BEGIN BETWEEN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT"
           + " CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DATABASE DEFAULT"
           + " DEFERRABLE DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH ELSE END ESCAPE EXCEPT"
           + " EXCLUDE EXCLUSIVE EXISTS EXPLAIN FAIL FILTER FIRST FOLLOWING FOR FOREIGN FROM FULL"
           + " GENERATED GLOB GROUP GROUPS HAVING IF IGNORE IMMEDIATE IN INDEX INDEXED INITIALLY"
           + " INNER INSERT INSTEAD INTERSECT INTO IS ISNULL JOIN KEY LAST LEFT LIKE LIMIT MATCH"
           + " MATERIALIZED NATURAL NO NOT NOTHING NOTNULL NULL NULLS OF OFFSET ON OR ORDER OTHERS"
           + " OUTER OVER PARTITION PLAN PRAGMA PRECEDING PRIMARY QUERY RAISE RANGE RECURSIVE"
           + " REFERENCES REGEXP REINDEX RELEASE RENAME REPLACE RESTRICT RETURNING RIGHT ROLLBACK"
           + " ROW ROWS SAVEPOINT SELECT SET TABLE TEMP TEMPORARY THEN TIES TO TRANSACTION TRIGGER"
           + " UNBOUNDED UNION UNIQUE UPDATE USING VACUUM VALUES VIEW VIRTUAL WHEN WHERE WINDOW"
           + " WITH WITHIN WITHOUT")
          .split(" ");

  private SqlText() {}

  /** SQL's keywords in upper case, sorted. */
  public static List<String> keywords() {
    return List.of(KEYWORDS);
  }

  /** Whether a word is a keyword, in any case of its letters. */
  public static boolean isKeyword(String word) {
    for (String keyword : KEYWORDS) {
      if (keyword.equalsIgnoreCase(word)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the text ends with a whole statement: its last token is a semicolon that is not inside
   * a string, a comment or the body of a CREATE TRIGGER. Text without tokens is not complete.
   */
  public static boolean isComplete(String sql) {
    return new Completeness(sql).isComplete();
  }

  /**
   * Walks over the tokens. The states 3 to 5 are inside a CREATE TRIGGER, which ends with {@code
   * ;END;}.
   */
  private static final class Completeness {
    private static final int BLANK = 0;
    private static final int START = 1;
    private static final int NORMAL = 2;
    private static final int EXPLAIN = 3;
    private static final int CREATE = 4;
    private static final int TRIGGER = 5;
    private static final int SEMICOLON = 6;
    private static final int END = 7;

    private final String sql;
    private int at;

    Completeness(String sql) {
      this.sql = sql;
    }

    boolean isComplete() {
      int state = BLANK;
      while (at < sql.length()) {
        char c = sql.charAt(at);
        if (c == ';') {
          at++;
          state = afterSemicolon(state);
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r') {
          at++;
        } else if (c == '/' && sql.startsWith("/*", at)) {
          int close = sql.indexOf("*/", at + 2);
          if (close < 0) {
            return false;
          }
          at = close + 2;
        } else if (c == '-' && sql.startsWith("--", at)) {
          int newline = sql.indexOf('\n', at);
          if (newline < 0) {
            return state == START;
          }
          at = newline + 1;
        } else if (c == '[' || c == '`' || c == '"' || c == '\'') {
          int close = sql.indexOf(c == '[' ? ']' : c, at + 1);
          if (close < 0) {
            return false;
          }
          at = close + 1;
          state = afterOther(state);
        } else if (isWord(c)) {
          int from = at;
          while (at < sql.length() && isWord(sql.charAt(at))) {
            at++;
          }
          state = afterWord(state, sql.substring(from, at));
        } else {
          at++;
          state = afterOther(state);
        }
      }
      return state == START;
    }

    private static boolean isWord(char c) {
      return c >= 'a' && c <= 'z'
          || c >= 'A' && c <= 'Z'
          || c >= '0' && c <= '9'
          || c == '_'
          || c == '$'
          || c >= 0x80;
    }

    private static int afterSemicolon(int state) {
      return state == TRIGGER || state == SEMICOLON ? SEMICOLON : START;
    }

    private static int afterOther(int state) {
      return state == EXPLAIN ? EXPLAIN : state >= TRIGGER ? TRIGGER : NORMAL;
    }

    private static int afterWord(int state, String word) {
      return switch (state) {
        case BLANK, START -> {
          if (word.equalsIgnoreCase("create")) {
            yield CREATE;
          }
          yield word.equalsIgnoreCase("explain") ? EXPLAIN : NORMAL;
        }
        case EXPLAIN -> {
          if (word.equalsIgnoreCase("create")) {
            yield CREATE;
          }
          yield isMeaningful(word) ? NORMAL : EXPLAIN;
        }
        case CREATE -> {
          if (word.equalsIgnoreCase("trigger")) {
            yield TRIGGER;
          }
          yield word.equalsIgnoreCase("temp") || word.equalsIgnoreCase("temporary")
              ? CREATE
              : NORMAL;
        }
        case SEMICOLON -> word.equalsIgnoreCase("end") ? END : TRIGGER;
        case TRIGGER, END -> TRIGGER;
        default -> NORMAL;
      };
    }

    private static boolean isMeaningful(String word) {
      return word.equalsIgnoreCase("explain")
          || word.equalsIgnoreCase("temp")
          || word.equalsIgnoreCase("temporary")
          || word.equalsIgnoreCase("trigger")
          || word.equalsIgnoreCase("end");
    }
  }
}
