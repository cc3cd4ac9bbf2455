package tech.turso;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import tech.turso.api.TursoException;

/**
 * Makes the exceptions of JDBC: the class and the SQLSTATE that tools decide by.
 *
 * <table>
 * <caption>From SQLite's codes to JDBC</caption>
 * <tr><th>code</th><th>SQLSTATE</th><th>class</th></tr>
 * <tr><td>CONSTRAINT: unique, primary key, rowid</td><td>23505</td>
 * <td rowspan="5">SQLIntegrityConstraintViolationException</td></tr>
 * <tr><td>CONSTRAINT: NOT NULL</td><td>23502</td></tr>
 * <tr><td>CONSTRAINT: foreign key</td><td>23503</td></tr>
 * <tr><td>CONSTRAINT: CHECK</td><td>23514</td></tr>
 * <tr><td>CONSTRAINT: others</td><td>23000</td></tr>
 * <tr><td>BUSY, LOCKED</td><td>40001</td><td>SQLTransactionRollbackException</td></tr>
 * <tr><td>INTERRUPT</td><td>57014</td><td>SQLTimeoutException after a timeout, else
 * SQLException</td></tr>
 * <tr><td>ERROR</td><td>42000</td><td>SQLSyntaxErrorException while preparing, else
 * SQLException with HY000</td></tr>
 * <tr><td>MISMATCH, TOOBIG, RANGE</td><td>22000</td><td>SQLDataException</td></tr>
 * <tr><td>READONLY</td><td>25006</td><td rowspan="5">SQLNonTransientException</td></tr>
 * <tr><td>AUTH, PERM</td><td>42501</td></tr>
 * <tr><td>FULL</td><td>53100</td></tr>
 * <tr><td>IOERR</td><td>58030</td></tr>
 * <tr><td>CORRUPT, NOTADB</td><td>XX001</td></tr>
 * <tr><td>CANTOPEN</td><td>08001</td><td>SQLNonTransientConnectionException</td></tr>
 * <tr><td>all others</td><td>HY000</td><td>SQLException</td></tr>
 * </table>
 */
final class Failures {
  private static final int ERROR = 1;
  private static final int PERM = 3;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  private static final int INTERRUPT = 9;
  private static final int IOERR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int TOOBIG = 18;
  private static final int CONSTRAINT = 19;
  private static final int MISMATCH = 20;
  private static final int AUTH = 23;
  private static final int RANGE = 25;
  private static final int NOTADB = 26;
  private static final int CONSTRAINT_CHECK = 275;
  private static final int CONSTRAINT_FOREIGNKEY = 787;
  private static final int CONSTRAINT_NOTNULL = 1299;
  private static final int CONSTRAINT_PRIMARYKEY = 1555;
  private static final int CONSTRAINT_UNIQUE = 2067;
  private static final int CONSTRAINT_ROWID = 2579;

  private Failures() {}

  /** A statement could not be prepared. */
  static SQLException preparing(TursoException e) {
    return e.primaryCode() == ERROR ? new Syntax(e, "42000") : of(e, false);
  }

  /** Anything else failed. */
  static SQLException of(TursoException e) {
    return of(e, false);
  }

  /** Anything failed; an interrupt comes from the statement's timeout if {@code timedOut}. */
  static SQLException of(TursoException e, boolean timedOut) {
    return switch (e.primaryCode()) {
      case CONSTRAINT -> new Constraint(e, constraintState(e.code()));
      case BUSY, LOCKED -> new Rollback(e, "40001");
      case INTERRUPT -> timedOut ? new Timeout(e, "57014") : new General(e, "57014");
      case MISMATCH, TOOBIG, RANGE -> new Data(e, "22000");
      case READONLY -> new NonTransient(e, "25006");
      case AUTH, PERM -> new NonTransient(e, "42501");
      case FULL -> new NonTransient(e, "53100");
      case IOERR -> new NonTransient(e, "58030");
      case CORRUPT, NOTADB -> new NonTransient(e, "XX001");
      case CANTOPEN -> new Unconnectable(e, "08001");
      default -> new General(e, "HY000");
    };
  }

  private static String constraintState(int code) {
    return switch (code) {
      case CONSTRAINT_UNIQUE, CONSTRAINT_PRIMARYKEY, CONSTRAINT_ROWID -> "23505";
      case CONSTRAINT_NOTNULL -> "23502";
      case CONSTRAINT_FOREIGNKEY -> "23503";
      case CONSTRAINT_CHECK -> "23514";
      default -> "23000";
    };
  }

  /** A method that the driver does not have. */
  static SQLFeatureNotSupportedException unsupported(String whatInstead) {
    return new SQLFeatureNotSupportedException(whatInstead, "0A000");
  }

  /** A call that makes no sense here. */
  static SQLException misuse(String message) {
    return new SQLException(message, "HY010");
  }

  /** An argument that is wrong. */
  static SQLException argument(String message) {
    return new SQLException(message, "HY024");
  }

  /** A value that cannot become what was asked for. */
  static SQLDataException data(String message) {
    return new SQLDataException(message, "22018");
  }

  /** A number that does not fit the type that was asked for. */
  static SQLDataException outOfRange(String message) {
    return new SQLDataException(message, "22003");
  }

  /** The connection is closed. */
  static SQLException closedConnection() {
    return new SQLNonTransientConnectionException("the connection is closed", "08003");
  }

  private static String message(TursoException e) {
    return "[" + e.codeName() + "] " + e.text();
  }

  /** What every exception here tells of the engine's, which is its cause. */
  private interface FromEngine extends TursoSqlException {
    /** {@link Throwable#getCause()}. */
    Throwable getCause();

    private TursoException engine() {
      return (TursoException) getCause();
    }

    @Override
    default int resultCode() {
      return engine().code();
    }

    @Override
    default String resultCodeName() {
      return engine().codeName();
    }

    @Override
    default int position() {
      return engine().position();
    }
  }

  private static final class Constraint extends SQLIntegrityConstraintViolationException
      implements FromEngine {
    private static final long serialVersionUID = 1L;

    Constraint(TursoException e, String state) {
      super(message(e), state, e.primaryCode(), e);
    }
  }

  private static final class Rollback extends SQLTransactionRollbackException
      implements FromEngine {
    private static final long serialVersionUID = 1L;

    Rollback(TursoException e, String state) {
      super(message(e), state, e.primaryCode(), e);
    }
  }

  private static final class Timeout extends SQLTimeoutException implements FromEngine {
    private static final long serialVersionUID = 1L;

    Timeout(TursoException e, String state) {
      super(message(e), state, e.primaryCode(), e);
    }
  }

  private static final class General extends SQLException implements FromEngine {
    private static final long serialVersionUID = 1L;

    General(TursoException e, String state) {
      super(message(e), state, e.primaryCode(), e);
    }
  }

  private static final class Data extends SQLDataException implements FromEngine {
    private static final long serialVersionUID = 1L;

    Data(TursoException e, String state) {
      super(message(e), state, e.primaryCode(), e);
    }
  }

  private static final class NonTransient extends SQLNonTransientException implements FromEngine {
    private static final long serialVersionUID = 1L;

    NonTransient(TursoException e, String state) {
      super(message(e), state, e.primaryCode(), e);
    }
  }

  private static final class Unconnectable extends SQLNonTransientConnectionException
      implements FromEngine {
    private static final long serialVersionUID = 1L;

    Unconnectable(TursoException e, String state) {
      super(message(e), state, e.primaryCode(), e);
    }
  }

  private static final class Syntax extends SQLSyntaxErrorException implements FromEngine {
    private static final long serialVersionUID = 1L;

    Syntax(TursoException e, String state) {
      super(message(e), state, e.primaryCode(), e);
    }
  }
}
