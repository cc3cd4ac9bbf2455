import org.jspecify.annotations.NullMarked;

/**
 * The database engine: SQL text in, rows out, SQLite's file format underneath. It needs nothing but
 * {@code java.base}; the other requirements are for annotations and are absent at run time.
 */
@NullMarked
module tech.turso.engine {
  requires static org.jspecify;

  exports tech.turso.api;
  exports tech.turso.ext;
  exports tech.turso.base to
      tech.turso.testing;
  exports tech.turso.btree to
      tech.turso.testing;
  exports tech.turso.datetime to
      tech.turso.testing;
  exports tech.turso.func to
      tech.turso.testing;
  exports tech.turso.pager to
      tech.turso.testing;
  exports tech.turso.record to
      tech.turso.testing;
  exports tech.turso.sql.ast to
      tech.turso.testing;
  exports tech.turso.sql.parser to
      tech.turso.testing;
  exports tech.turso.vdbe.program to
      tech.turso.testing;
  exports tech.turso.value to
      tech.turso.testing;
  exports tech.turso.vfs to
      tech.turso.testing;
  exports tech.turso.vfs.memory to
      tech.turso.testing;
  exports tech.turso.vfs.nio to
      tech.turso.testing;
  exports tech.turso.vfs.sim to
      tech.turso.testing;
}
