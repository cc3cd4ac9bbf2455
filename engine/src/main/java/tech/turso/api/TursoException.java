package tech.turso.api;

import tech.turso.base.DbException;
import tech.turso.base.ResultCode;

/**
 * A call failed: SQLite's result code and SQLite's message.
 *
 * <p>Source: SQLite, "Result and Error Codes".
 */
public final class TursoException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int code;
  private final String codeName;
  private final int position;

  TursoException(DbException cause) {
    super(cause.text(), cause, false, !(cause instanceof DbException.Sql));
    this.code = cause.code().number();
    this.codeName = cause.code().sqliteName();
    this.position = cause instanceof DbException.Sql sql ? sql.position() : -1;
  }

  TursoException(ResultCode code, String message) {
    super(message);
    this.code = code.number();
    this.codeName = code.sqliteName();
    this.position = -1;
  }

  /** The extended result code, such as 2067. */
  public int code() {
    return code;
  }

  /** The primary result code, such as 19. */
  public int primaryCode() {
    return code & 0xff;
  }

  /** SQLite's name of the code, such as {@code SQLITE_CONSTRAINT_UNIQUE}. */
  public String codeName() {
    return codeName;
  }

  /** SQLite's message. */
  public String text() {
    String message = getMessage();
    return message == null ? codeName : message;
  }

  /** 0-based index of the {@code char} of the SQL text where the error is; -1 if unknown. */
  public int position() {
    return position;
  }
}
