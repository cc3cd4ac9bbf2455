package tech.turso.testing.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.OpenOptions;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;
import tech.turso.api.ValueType;
import tech.turso.vfs.Vfs;

/** This engine, through its own interface. */
public final class TursoRunner implements SqlRunner {
  private final Connection connection;

  private TursoRunner(Connection connection) {
    this.connection = connection;
  }

  /** Opens a file, or memory with the name {@code :memory:}. */
  public static TursoRunner open(String name) {
    return new TursoRunner(Connection.open(name));
  }

  /** Opens a file of a file system, such as a simulated one. */
  public static TursoRunner open(Vfs vfs, String name) {
    return new TursoRunner(Connection.open(vfs, name, OpenOptions.DEFAULT));
  }

  /** The connection, for what this class does not offer. */
  public Connection connection() {
    return connection;
  }

  @Override
  public Outcome run(String sql, String wanted) {
    List<List<Value>> rows = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<@Nullable String> types = new ArrayList<>();
    try (Statement statement = connection.prepare(sql)) {
      boolean row = !statement.isEmpty() && statement.step();
      for (int i = 0; i < statement.columnCount(); i++) {
        names.add(statement.columnName(i));
        types.add(statement.columnDeclaredType(i));
      }
      while (row) {
        rows.add(row(statement, wanted));
        row = statement.step();
      }
      return new Outcome(names, types, rows, null);
    } catch (TursoException e) {
      return new Outcome(names, types, rows, new Outcome.Failure(e.code(), e.text()));
    }
  }

  private static List<Value> row(Statement statement, String wanted) {
    List<Value> row = new ArrayList<>(statement.columnCount());
    for (int i = 0; i < statement.columnCount(); i++) {
      row.add(
          switch (asked(wanted, i, statement.columnType(i))) {
            case NULL -> Value.NULL;
            case INTEGER -> new Value.Int(statement.columnLong(i));
            case REAL -> new Value.Real(statement.columnDouble(i));
            case TEXT -> new Value.Text(bytes(statement, i));
            case BLOB -> new Value.Blob(bytes(statement, i));
          });
    }
    return row;
  }

  private static ValueType asked(String wanted, int column, ValueType own) {
    if (own == ValueType.NULL) {
      return own;
    }
    return switch (column < wanted.length() ? wanted.charAt(column) : ' ') {
      case 'I' -> ValueType.INTEGER;
      case 'R' -> ValueType.REAL;
      case 'T' -> ValueType.TEXT;
      default -> own;
    };
  }

  private static byte[] bytes(Statement statement, int column) {
    byte[] bytes = statement.columnBlob(column);
    return bytes == null ? new byte[0] : bytes;
  }

  @Override
  public void interrupt() {
    connection.interrupt();
  }

  @Override
  public void close() {
    connection.close();
  }
}
