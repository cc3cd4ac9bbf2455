import org.jspecify.annotations.NullMarked;

/**
 * Tools that test the engine: the sqllogictest runner, the comparison with SQLite, generators of
 * SQL and of corrupted files. Tests use them, and each runs by hand. Never shipped.
 */
@NullMarked
module tech.turso.testing {
  requires static org.jspecify;
  requires transitive java.sql;
  requires transitive org.xerial.sqlitejdbc;
  requires tech.turso.engine;
  requires tech.turso.jdbc;
}
