package tech.turso.testing.btree;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tech.turso.btree.Btree;
import tech.turso.pager.Pager;
import tech.turso.pager.PagerOptions;
import tech.turso.value.Register;
import tech.turso.vfs.nio.NioVfs;

/** A database file, used by SQLite and by our trees in turns. */
record SqliteFile(Path path) {
  /** Runs SQL in SQLite, on a connection of its own. */
  void run(String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(String.join("; ", statements), e);
    }
  }

  /** The rows that SQLite gives, each value as {@link #describe} tells it. */
  List<List<String>> query(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<List<String>> result = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(describe(rows.getObject(i)));
        }
        result.add(row);
      }
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** SQLite's integrity check, one message a line. */
  List<String> integrityCheck() {
    return query("PRAGMA integrity_check").stream()
        .flatMap(row -> row.get(0).lines())
        .map(line -> line.startsWith("text ") ? line.substring(5) : line)
        .toList();
  }

  /** Our trees over the file. */
  Btree open() {
    return Btree.over(Pager.open(NioVfs.instance(), path.toString(), PagerOptions.DEFAULT));
  }

  private static String describe(Object value) {
    return switch (value) {
      case null -> "null";
      case Integer i -> "integer " + i;
      case Long i -> "integer " + i;
      case Double d -> "real " + d;
      case String s -> "text " + s;
      case byte[] b -> "blob " + HexFormat.of().formatHex(b);
      default -> throw new AssertionError(value.getClass());
    };
  }

  static String describe(Register value) {
    return switch (value.type) {
      case Register.NULL -> "null";
      case Register.INTEGER -> "integer " + value.integer;
      case Register.REAL -> "real " + value.real;
      case Register.TEXT -> "text " + value.decodeText();
      default -> "blob " + HexFormat.of().formatHex(value.toBytes());
    };
  }
}
