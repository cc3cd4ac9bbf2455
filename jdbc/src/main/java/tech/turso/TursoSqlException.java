package tech.turso;

/**
 * What every {@link java.sql.SQLException} of the driver that comes from the engine tells besides:
 * SQLite's result code. {@code getErrorCode()} is the primary code, such as 19, as in other drivers
 * for SQLite.
 */
public interface TursoSqlException {
  /** The extended result code, such as 2067. */
  int resultCode();

  /** The name of the extended code, such as {@code SQLITE_CONSTRAINT_UNIQUE}. */
  String resultCodeName();

  /** 0-based index of the {@code char} of the SQL text where the error is; -1 if unknown. */
  int position();
}
