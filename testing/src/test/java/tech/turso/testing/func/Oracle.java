package tech.turso.testing.func;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQLite computing expressions of parameters; an error is its message after "ERROR ". */
final class Oracle implements AutoCloseable {
  private static final Pattern MESSAGE = Pattern.compile(".*?\\((.*)\\)", Pattern.DOTALL);

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Oracle() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
  }

  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a statement with parameters that gives no rows. */
  void store(String sql, Cell... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        parameters[i].bind(statement, i + 1);
      }
      statement.execute();
    }
  }

  /** The value of an expression in which each {@code $i} stands for a cell, from {@code $0}. */
  String expression(String expression, Cell... cells) throws SQLException {
    List<Cell> bound = new ArrayList<>();
    Matcher m = Pattern.compile("\\$(\\d+)").matcher(expression);
    StringBuilder sql = new StringBuilder();
    while (m.find()) {
      Cell cell = cells[Integer.parseInt(m.group(1))];
      bound.add(cell);
      m.appendReplacement(sql, Matcher.quoteReplacement(cell.placeholder()));
    }
    m.appendTail(sql);
    return query("select " + sql + " as r", bound);
  }

  /** The value of a scalar function. */
  String function(String name, List<Cell> args) throws SQLException {
    StringBuilder sql = new StringBuilder("select ").append(name).append('(');
    for (int i = 0; i < args.size(); i++) {
      sql.append(i == 0 ? "" : ",").append(args.get(i).placeholder());
    }
    return query(sql.append(") as r").toString(), args);
  }

  /** The value of the one row and column {@code r} of a query with parameters. */
  String query(String sql, List<Cell> parameters) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    try {
      if (statement == null) {
        statement =
            connection.prepareStatement(
                "with v as materialized ("
                    + sql
                    + ") select typeof(r), case when typeof(r) in ('integer','real') then r"
                    + " else hex(cast(r as blob)) end from v");
        prepared.put(sql, statement);
      }
      for (int i = 0; i < parameters.size(); i++) {
        parameters.get(i).bind(statement, i + 1);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return Cell.read(rows, 1).toString();
      }
    } catch (SQLException e) {
      if (statement != null) { // the driver does not run it again
        statement.close();
        prepared.remove(sql);
      }
      Matcher m = MESSAGE.matcher(e.getMessage());
      return "ERROR " + (m.matches() ? m.group(1) : e.getMessage());
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
