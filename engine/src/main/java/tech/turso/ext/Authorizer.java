package tech.turso.ext;

import org.jspecify.annotations.Nullable;

/**
 * Decides, while statements are prepared, what they may do: for SQL that comes from elsewhere. It
 * is asked again when a statement is prepared anew because the schema changed.
 *
 * <p>Source: SQLite, sqlite3_set_authorizer.
 */
@FunctionalInterface
public interface Authorizer {
  /** What may be answered. */
  enum Answer {
    /** It may. */
    OK,
    /** Preparing the statement fails with AUTH. */
    DENY,
    /**
     * It is not done, and the rest goes on: a column that is read and a function that is called
     * give NULL, a column that is updated keeps its value, a DELETE happens but one by one, and
     * other statements do nothing.
     */
    IGNORE
  }

  /**
   * Decides. The connection must not be used in the call; one that throws denies.
   *
   * @param first as {@link AuthorizerAction} says
   * @param second as {@link AuthorizerAction} says
   * @param database the schema's name, where the action is about one
   * @param inside the innermost view, common table or trigger whose text asks for it; null if the
   *     statement's own text does
   */
  Answer authorize(
      AuthorizerAction action,
      @Nullable String first,
      @Nullable String second,
      @Nullable String database,
      @Nullable String inside);
}
