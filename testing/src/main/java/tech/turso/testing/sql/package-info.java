/**
 * Running SQL on this engine, on SQLite and through JDBC in one way ({@link
 * tech.turso.testing.sql.SqlRunner}), with results that can be compared exactly ({@link
 * tech.turso.testing.sql.Outcome}).
 */
package tech.turso.testing.sql;
