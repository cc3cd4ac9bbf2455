package tech.turso.testing.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any driver of JDBC. Less exact than the other runners: texts are strings, and declared types are
 * what the driver makes of them.
 */
public final class JdbcRunner implements SqlRunner {
  private final Connection connection;
  private volatile @Nullable Statement running;

  /** Takes the connection over. */
  public JdbcRunner(Connection connection) {
    this.connection = connection;
  }

  /** Opens {@code url}. */
  public static JdbcRunner open(String url) {
    try {
      return new JdbcRunner(DriverManager.getConnection(url));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Outcome run(String sql, String wanted) {
    List<List<Value>> rows = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<@Nullable String> types = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      running = statement;
      if (statement.execute(sql)) {
        try (ResultSet result = statement.getResultSet()) {
          ResultSetMetaData columns = result.getMetaData();
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
            types.add(columns.getColumnTypeName(i));
          }
          while (result.next()) {
            rows.add(row(result, names.size(), wanted));
          }
        }
      }
      return new Outcome(names, types, rows, null);
    } catch (SQLException e) {
      return new Outcome(names, types, rows, OracleRunner.failure(e));
    } finally {
      running = null;
    }
  }

  private static List<Value> row(ResultSet result, int width, String wanted) throws SQLException {
    List<Value> row = new ArrayList<>(width);
    for (int i = 1; i <= width; i++) {
      Object own = result.getObject(i);
      char type = i <= wanted.length() ? wanted.charAt(i - 1) : ' ';
      row.add(
          switch (own) {
            case null -> Value.NULL;
            case Object _ when type == 'I' -> new Value.Int(result.getLong(i));
            case Object _ when type == 'R' -> new Value.Real(result.getDouble(i));
            case Object _ when type == 'T' -> Value.Text.of(result.getString(i));
            case Integer number -> new Value.Int(number);
            case Long number -> new Value.Int(number);
            case Double number -> new Value.Real(number);
            case String text -> Value.Text.of(text);
            case byte[] bytes -> new Value.Blob(bytes);
            case Object other -> throw new IllegalStateException("a " + other.getClass());
          });
    }
    return row;
  }

  @Override
  public void interrupt() {
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
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
