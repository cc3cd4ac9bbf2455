package tech.turso.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * The data, written by SQLite. Its tables have {@code id INTEGER PRIMARY KEY, k TEXT} of 6 or 7
 * characters, {@code a INT, b REAL, s TEXT} of 40 to 54 characters:
 *
 * <pre>
 *   t   n rows       k one of 1000, no index; a below 1000
 *   u   n rows       k unique, with its index; a unique, below n, no index
 *   v   n / 10 rows  k that of a row of u; a unique, below n / 10, no index
 * </pre>
 *
 * @param rows n
 */
record Data(int rows) {
  static final int GROUPS = 1000;
  static final String COLUMNS = "(id INTEGER PRIMARY KEY, k TEXT, a INT, b REAL, s TEXT)";
  private static final long SEED = 9;

  int fewRows() {
    return rows / 10;
  }

  /** A key of 6 or 7 characters; the keys of different numbers differ and are in no order. */
  static String key(int number) {
    long mixed = number * 2_654_435_761L & 0xffff_ffffL;
    return Long.toString(mixed + 60_466_176, 36);
  }

  /** The numbers below {@code count} in no order, each once. */
  static int shuffled(int i, int count) {
    return (int) ((i * 7_368_787L + 12_345) % count); // a prime that does not divide count
  }

  static String text(Random random) {
    char[] chars = new char[40 + random.nextInt(15)];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) ('a' + random.nextInt(26));
    }
    return new String(chars);
  }

  /** Writes a database with the three tables. */
  void write(Path file) throws SQLException {
    Random random = new Random(SEED);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = OFF");
      connection.setAutoCommit(false);
      for (String table : new String[] {"t", "u", "v"}) {
        statement.execute("CREATE TABLE " + table + COLUMNS);
        int count = table.equals("v") ? fewRows() : rows;
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?)")) {
          for (int i = 0; i < count; i++) {
            insert.setInt(1, i + 1);
            insert.setString(2, key(table.equals("t") ? random.nextInt(GROUPS) : keyOf(table, i)));
            insert.setInt(3, table.equals("t") ? random.nextInt(1000) : shuffled(i, count));
            insert.setDouble(4, random.nextInt(1_000_000) / 64.0);
            insert.setString(5, text(random));
            insert.addBatch();
            if (i % 1000 == 999) {
              insert.executeBatch();
            }
          }
          insert.executeBatch();
        }
      }
      statement.execute("CREATE UNIQUE INDEX u_k ON u (k)");
      connection.commit();
    }
  }

  private int keyOf(String table, int i) {
    return table.equals("u") ? i : shuffled(i, rows);
  }
}
