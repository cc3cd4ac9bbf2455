package tech.turso.bench;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Work that only reads, and its checksums. */
final class Reading {
  private Reading() {}

  /** A query that is read to its end; its columns' kinds are i, r or t, one char each. */
  static Workload.Start query(String sql, String kinds) {
    return engine -> {
      PreparedStatement statement = engine.connection.prepareStatement(sql);
      return () -> {
        try (ResultSet rows = statement.executeQuery()) {
          return sum(rows, kinds);
        }
      };
    };
  }

  /** A query for one row, for {@code count} keys. */
  static Workload.Start lookups(String sql, String kinds, int count, Key key, boolean inOne) {
    return engine -> {
      PreparedStatement statement = engine.connection.prepareStatement(sql);
      return () -> {
        if (inOne) {
          engine.connection.setAutoCommit(false);
        }
        long sum = 0;
        for (int i = 0; i < count; i++) {
          key.set(statement, i);
          try (ResultSet rows = statement.executeQuery()) {
            sum = 31 * sum + sum(rows, kinds);
          }
        }
        if (inOne) {
          engine.connection.commit();
          engine.connection.setAutoCommit(true);
        }
        return sum;
      };
    };
  }

  /** Sets a statement's parameter for its {@code i}th execution. */
  interface Key {
    void set(PreparedStatement statement, int i) throws SQLException;
  }

  /** Reads all rows and all their columns. */
  static long sum(ResultSet rows, String kinds) throws SQLException {
    int columns = kinds.length();
    long sum = 0;
    while (rows.next()) {
      for (int c = 0; c < columns; c++) {
        sum = sum * 31 + value(rows, c + 1, kinds.charAt(c));
      }
    }
    return sum;
  }

  private static long value(ResultSet rows, int column, char kind) throws SQLException {
    return switch (kind) {
      case 'i' -> rows.getLong(column);
      case 'r' -> Double.doubleToRawLongBits(rows.getDouble(column));
      default -> {
        String text = rows.getString(column);
        yield text.length() * 31L + text.charAt(text.length() - 1);
      }
    };
  }
}
