import org.jspecify.annotations.NullMarked;

/** The JDBC driver over the engine's public interface. */
@NullMarked
module tech.turso.jdbc {
  requires static org.jspecify;
  requires transitive java.sql;
  requires tech.turso.engine;

  exports tech.turso;

  provides java.sql.Driver with
      tech.turso.JDBC;
}
