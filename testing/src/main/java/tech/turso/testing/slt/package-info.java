/**
 * Scripts of SQL with expected answers: SQLite's sqllogictest format and this project's addition to
 * it, which names error codes and exact values. {@link tech.turso.testing.slt.Slt} runs them by
 * hand.
 *
 * <p>Format: sqllogictest, "About sqllogictest".
 */
package tech.turso.testing.slt;
