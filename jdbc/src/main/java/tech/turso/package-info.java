/**
 * The JDBC driver. Programs use {@link tech.turso.JDBC} (through {@link java.sql.DriverManager}) or
 * {@link tech.turso.TursoDataSource}; failures are the exception classes of JDBC 4 with an
 * SQLSTATE, and {@link tech.turso.TursoSqlException} tells SQLite's own code.
 *
 * <p>Main types inside: {@code JdbcConnection} with its {@code Transactions}, {@code JdbcStatement}
 * and {@code JdbcPreparedStatement}, which run SQL into a queue of {@code Outcome}s, {@code
 * JdbcResultSet} over a {@code RowSource}, and {@code DatabaseFacts} with {@code CatalogTables} for
 * metadata.
 */
package tech.turso;
