package tech.turso.plan;

import org.jspecify.annotations.Nullable;

/**
 * What may not stand in an expression of a schema.
 *
 * @param place as SQLite's messages name it, such as "CHECK constraints"
 * @param use as SQLite's messages name one use of it, such as "a CHECK constraint"
 * @param queries whether queries are prohibited
 * @param parameters whether parameters are prohibited
 * @param nondeterministic whether functions that are not deterministic are prohibited
 * @param doubleQuotedStrings whether "x" may be a string
 * @param rowids whether names of the rowid are known
 */
public record Restriction(
    String place,
    String use,
    boolean queries,
    boolean parameters,
    boolean nondeterministic,
    boolean doubleQuotedStrings,
    boolean rowids) {
  /** CHECK constraints. */
  public static final Restriction CHECK =
      new Restriction("CHECK constraints", "a CHECK constraint", true, true, false, true, true);

  /** Expressions of an index. */
  public static final Restriction INDEX =
      new Restriction("index expressions", "an index", true, true, true, true, false);

  /** The WHERE of a partial index. */
  public static final Restriction PARTIAL_INDEX =
      new Restriction("partial index WHERE clauses", "an index", true, true, true, true, true);

  /** Generated columns. */
  public static final Restriction GENERATED =
      new Restriction("generated columns", "a generated column", true, true, true, true, false);

  static boolean forbidsQueries(@Nullable Restriction restriction) {
    return restriction != null && restriction.queries;
  }
}
