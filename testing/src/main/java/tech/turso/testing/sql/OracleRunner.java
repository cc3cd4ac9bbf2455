package tech.turso.testing.sql;

import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteException;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * SQLite itself, the reference for all answers. Works below JDBC, where declared types, extended
 * codes and the bytes of texts are as SQLite gives them.
 */
public final class OracleRunner implements SqlRunner {
  private final SQLiteConnection connection;
  private final DB db;

  private OracleRunner(SQLiteConnection connection) {
    this.connection = connection;
    this.db = connection.getDatabase();
  }

  /** Opens a file, or memory with the name {@code :memory:}. */
  public static OracleRunner open(String name) {
    try {
      return new OracleRunner(
          (SQLiteConnection) DriverManager.getConnection("jdbc:sqlite:" + name));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The connection, for what this class does not offer. */
  public SQLiteConnection connection() {
    return connection;
  }

  @Override
  public Outcome run(String sql, String wanted) {
    List<List<Value>> rows = new ArrayList<>();
    List<String> names = List.of();
    List<@Nullable String> types = List.of();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      var pointer = ((CoreStatement) statement).pointer;
      int count = pointer.safeRunInt(DB::column_count);
      // before the first step a statement may be prepared anew and get other columns
      int code = pointer.safeRunInt(DB::step);
      count = pointer.safeRunInt(DB::column_count);
      names = new ArrayList<>(Arrays.asList(new String[count]));
      types = new ArrayList<>(Collections.nCopies(count, null));
      for (int i = 0; i < count; i++) {
        int column = i;
        names.set(i, pointer.safeRun((db, p) -> db.column_name(p, column)));
        types.set(i, pointer.safeRun((db, p) -> db.column_decltype(p, column)));
      }
      while (code == Codes.SQLITE_ROW) {
        int width = count;
        rows.add(pointer.safeRun((db, p) -> row(db, p, width, wanted)));
        code = pointer.safeRunInt(DB::step);
      }
      if (code != Codes.SQLITE_DONE) {
        db.throwex(code);
      }
      return new Outcome(names, types, rows, null);
    } catch (SQLException e) {
      return new Outcome(names, types, rows, failure(e));
    }
  }

  private static List<Value> row(DB db, long statement, int width, String wanted)
      throws SQLException {
    List<Value> row = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      int type = db.column_type(statement, i);
      row.add(value(db, statement, i, type == Codes.SQLITE_NULL ? type : asked(wanted, i, type)));
    }
    return row;
  }

  private static int asked(String wanted, int column, int own) {
    return switch (column < wanted.length() ? wanted.charAt(column) : ' ') {
      case 'I' -> Codes.SQLITE_INTEGER;
      case 'R' -> Codes.SQLITE_FLOAT;
      case 'T' -> Codes.SQLITE_TEXT;
      default -> own;
    };
  }

  private static Value value(DB db, long statement, int column, int type) throws SQLException {
    return switch (type) {
      case Codes.SQLITE_NULL -> Value.NULL;
      case Codes.SQLITE_INTEGER -> new Value.Int(db.column_long(statement, column));
      case Codes.SQLITE_FLOAT -> new Value.Real(db.column_double(statement, column));
      case Codes.SQLITE_TEXT -> {
        db.column_text(statement, column); // turns UTF-16 into UTF-8
        yield new Value.Text(bytes(db, statement, column));
      }
      default -> new Value.Blob(bytes(db, statement, column));
    };
  }

  private static byte[] bytes(DB db, long statement, int column) throws SQLException {
    byte[] bytes = db.column_blob(statement, column);
    return bytes == null ? new byte[0] : bytes;
  }

  /** The extended code, and SQLite's own message, which the driver puts in parentheses. */
  static Outcome.Failure failure(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.endsWith(")") ? message.length() - 1 : message.length();
    if (e instanceof SQLiteException known) {
      String prefix = known.getResultCode() + " (";
      if (message.startsWith(prefix)) {
        return new Outcome.Failure(
            known.getResultCode().code, message.substring(prefix.length(), end));
      }
      // a code that the driver has no name for: "[UNKNOWN_ERROR] ...:NUMBER (MESSAGE)"
      int open = message.indexOf(" (");
      int colon = message.lastIndexOf(':', open);
      if (open >= 0 && colon >= 0) {
        return new Outcome.Failure(
            Integer.parseInt(message.substring(colon + 1, open)), message.substring(open + 2, end));
      }
    }
    return new Outcome.Failure(e.getErrorCode(), message);
  }

  @Override
  public void interrupt() {
    try {
      db.interrupt();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
