package tech.turso.base;

/**
 * SQLite's limits at their default values.
 *
 * <p>Source: SQLite, "Implementation Limits".
 */
public final class Limits {
  /** Most bytes of a text, a blob or a row. */
  public static final int MAX_LENGTH = 1_000_000_000;

  /** Most bytes of an SQL statement. */
  public static final int MAX_SQL_BYTES = 1_000_000_000;

  /** Most columns of a table, an index, a view, a result, a GROUP BY or an ORDER BY. */
  public static final int MAX_COLUMNS = 2000;

  /** Deepest expression. */
  public static final int MAX_EXPRESSION_DEPTH = 1000;

  /** Most arms of a compound SELECT. */
  public static final int MAX_COMPOUND_SELECT = 500;

  /** Most arguments of a function. */
  public static final int MAX_FUNCTION_ARGUMENTS = 1000;

  /** Most attached databases. */
  public static final int MAX_ATTACHED = 10;

  /** Most bytes of a LIKE or GLOB pattern. */
  public static final int MAX_LIKE_PATTERN_BYTES = 50_000;

  /** Highest number of a parameter. */
  public static final int MAX_VARIABLE_NUMBER = 32_766;

  /** Most tables in a join. */
  public static final int MAX_JOIN_TABLES = 64;

  /** Deepest nesting of triggers. */
  public static final int MAX_TRIGGER_DEPTH = 1000;

  /** Most pages of a database file. */
  public static final long MAX_PAGE_COUNT = 4_294_967_294L;

  /** Deepest B-tree that a well-formed file can hold. */
  public static final int MAX_TREE_DEPTH = 20;

  private Limits() {}
}
