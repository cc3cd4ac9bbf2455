package tech.turso.base;

import org.jspecify.annotations.Nullable;

/**
 * A failure of the engine. The <em>type</em> says how the engine reacts; the {@link #code()} is
 * what the API reports; the message is SQLite's, byte for byte. Nobody decides by the text of a
 * message.
 *
 * <table>
 * <caption>Reactions</caption>
 * <tr><th>type</th><th>reaction</th></tr>
 * <tr><td>{@link Sql}</td><td>the statement is undone (or was never begun)</td></tr>
 * <tr><td>{@link Constraint}</td><td>as the conflict clause says</td></tr>
 * <tr><td>{@link Busy}</td><td>nothing happened; may be tried again</td></tr>
 * <tr><td>{@link Interrupted}</td><td>a writing statement rolls back its transaction</td></tr>
 * <tr><td>{@link Io}, {@link Full}</td><td>the transaction rolls back</td></tr>
 * <tr><td>{@link Corrupt}</td><td>the statement is undone; the transaction refuses writes</td></tr>
 * <tr><td>{@link Misuse}</td><td>none: the caller is wrong</td></tr>
 * <tr><td>{@link Internal}</td><td>our bug: the handle is poisoned</td></tr>
 * </table>
 */
public abstract sealed class DbException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ResultCode code;

  private DbException(
      ResultCode code, String message, @Nullable Throwable cause, boolean stackTrace) {
    super(message, cause, false, stackTrace);
    this.code = code;
  }

  /** What the API reports: SQLite's extended result code. */
  public final ResultCode code() {
    return code;
  }

  /** SQLite's message for the user. */
  public final String text() {
    String message = getMessage();
    return message == null ? code.message() : message;
  }

  /** Wrong SQL, a wrong value, a refused operation. */
  public static final class Sql extends DbException {
    private static final long serialVersionUID = 1L;
    private final int position;

    /** An error of code {@link ResultCode#ERROR} without a place in the text. */
    public Sql(String message) {
      this(ResultCode.ERROR, message, -1);
    }

    /** An error without a place in the text. */
    public Sql(ResultCode code, String message) {
      this(code, message, -1);
    }

    /**
     * An error at a place in the statement's text.
     *
     * @param position 0-based index of the {@code char} in the SQL text, or -1 if there is none
     */
    public Sql(ResultCode code, String message, int position) {
      super(code, message, null, false);
      this.position = position;
    }

    /** 0-based index of the {@code char} in the SQL text where the error is; -1 if unknown. */
    public int position() {
      return position;
    }
  }

  /** A row violates a constraint. */
  public static final class Constraint extends DbException {
    private static final long serialVersionUID = 1L;

    /** Takes the extended code, such as {@link ResultCode#CONSTRAINT_UNIQUE}. */
    public Constraint(ResultCode code, String message) {
      super(code, message, null, false);
    }
  }

  /** Another connection holds what is needed: BUSY, LOCKED and their extended codes. */
  public static final class Busy extends DbException {
    private static final long serialVersionUID = 1L;

    /** Takes one of the BUSY or LOCKED codes. */
    public Busy(ResultCode code) {
      super(code, code.message(), null, false);
    }

    /** Takes one of the BUSY or LOCKED codes and a message of its own. */
    public Busy(ResultCode code, String message) {
      super(code, message, null, false);
    }
  }

  /** The statement was interrupted. */
  public static final class Interrupted extends DbException {
    private static final long serialVersionUID = 1L;

    /** Code INTERRUPT, message "interrupted". */
    public Interrupted() {
      super(ResultCode.INTERRUPT, ResultCode.INTERRUPT.message(), null, false);
    }
  }

  /** The operating system refused: IOERR_*, CANTOPEN_*, READONLY_* found at the file, PERM. */
  public static final class Io extends DbException {
    private static final long serialVersionUID = 1L;

    /** Takes the code; the message is the code's. */
    public Io(ResultCode code, @Nullable Throwable cause) {
      super(code, code.message(), cause, true);
    }

    /** Takes the code and a message of its own. */
    public Io(ResultCode code, String message, @Nullable Throwable cause) {
      super(code, message, cause, true);
    }
  }

  /** No space on the disk, or the database's largest size is reached. */
  public static final class Full extends DbException {
    private static final long serialVersionUID = 1L;

    /** Code FULL, message "database or disk is full". */
    public Full(@Nullable Throwable cause) {
      super(ResultCode.FULL, ResultCode.FULL.message(), cause, false);
    }
  }

  /** Bytes of the file break the format: CORRUPT and NOTADB. */
  public static final class Corrupt extends DbException {
    private static final long serialVersionUID = 1L;
    private final int page;
    private final String detail;

    /**
     * Code CORRUPT.
     *
     * @param page 1-based number of the page; 0 if unknown
     * @param detail for logs; the message stays SQLite's
     */
    public Corrupt(int page, String detail) {
      this(ResultCode.CORRUPT, ResultCode.CORRUPT.message(), page, detail);
    }

    /** Takes the code (CORRUPT_*, NOTADB, FORMAT) and SQLite's message for it. */
    public Corrupt(ResultCode code, String message, int page, String detail) {
      super(code, message, null, true);
      this.page = page;
      this.detail = detail;
    }

    /** 1-based number of the page; 0 if unknown. */
    public int page() {
      return page;
    }

    /** What was found, for logs. */
    public String detail() {
      return detail;
    }
  }

  /** The caller broke the API's contract: MISUSE, RANGE. */
  public static final class Misuse extends DbException {
    private static final long serialVersionUID = 1L;

    /** Code MISUSE with a message that says what was wrong. */
    public Misuse(String message) {
      super(ResultCode.MISUSE, message, null, true);
    }

    /** Takes the code, such as RANGE. */
    public Misuse(ResultCode code, String message) {
      super(code, message, null, true);
    }
  }

  /** An invariant of ours is broken. */
  public static final class Internal extends DbException {
    private static final long serialVersionUID = 1L;

    /** Code INTERNAL with a message for our own eyes. */
    public Internal(String message) {
      super(ResultCode.INTERNAL, message, null, true);
    }

    /** As above, with the exception that showed it. */
    public Internal(String message, Throwable cause) {
      super(ResultCode.INTERNAL, message, cause, true);
    }
  }
}
