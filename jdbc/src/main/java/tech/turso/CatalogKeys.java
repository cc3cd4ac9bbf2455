package tech.turso;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Primary and foreign keys as metadata. A foreign key to a table that is missing is told as it is.
 */
final class CatalogKeys {
  private final JdbcConnection connection;

  CatalogKeys(JdbcConnection connection) {
    this.connection = connection;
  }

  /** The columns of the primary key, in its order. */
  private List<String> primaryColumns(String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    MemoryRows found =
        connection.query("SELECT name FROM pragma_table_info(?1) WHERE pk>0 ORDER BY pk", table);
    while (found.next()) {
      columns.add(String.valueOf(found.textAt(0)));
    }
    return columns;
  }

  private ConstraintNames names(String table) throws SQLException {
    MemoryRows found =
        connection.query(
            "SELECT sql FROM sqlite_schema WHERE type='table' AND name=?1 COLLATE NOCASE", table);
    String sql = found.next() ? found.textAt(0) : null;
    return new ConstraintNames(sql == null ? "" : sql);
  }

  MemoryRows primaryKey(String table) throws SQLException {
    MemoryRows result =
        new MemoryRows(
            "TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME", "KEY_SEQ", "PK_NAME");
    List<String> columns = primaryColumns(table);
    String name = names(table).primaryKey();
    for (int i = 0; i < columns.size(); i++) {
      result.add(null, null, table, columns.get(i), i + 1, name);
    }
    result.rows().sort(Comparator.comparing(row -> String.valueOf(row[3])));
    return result;
  }

  private static MemoryRows keyRows() {
    return new MemoryRows(
        "PKTABLE_CAT",
        "PKTABLE_SCHEM",
        "PKTABLE_NAME",
        "PKCOLUMN_NAME",
        "FKTABLE_CAT",
        "FKTABLE_SCHEM",
        "FKTABLE_NAME",
        "FKCOLUMN_NAME",
        "KEY_SEQ",
        "UPDATE_RULE",
        "DELETE_RULE",
        "FK_NAME",
        "PK_NAME",
        "DEFERRABILITY");
  }

  private static void sort(MemoryRows result, int tableColumn) {
    result
        .rows()
        .sort(
            Comparator.comparing((@Nullable Object[] row) -> String.valueOf(row[tableColumn]))
                .thenComparing(row -> String.valueOf(row[11]))
                .thenComparing(row -> (Long) Objects.requireNonNull(row[8])));
  }

  MemoryRows imported(String table) throws SQLException {
    MemoryRows result = keyRows();
    add(result, null, table);
    sort(result, 2);
    return result;
  }

  MemoryRows exported(String table) throws SQLException {
    MemoryRows result = keyRows();
    MemoryRows children =
        connection.query(
            "SELECT DISTINCT t.name FROM sqlite_schema t, pragma_foreign_key_list(t.name) f"
                + " WHERE t.type='table' AND f.\"table\"=?1 COLLATE NOCASE ORDER BY 1",
            table);
    while (children.next()) {
      add(result, table, String.valueOf(children.textAt(0)));
    }
    sort(result, 6);
    return result;
  }

  MemoryRows cross(String parent, String child) throws SQLException {
    MemoryRows result = keyRows();
    add(result, parent, child);
    sort(result, 6);
    return result;
  }

  /** Adds the foreign keys of {@code child} that point to {@code parent}, or to any table. */
  private void add(MemoryRows result, @Nullable String parent, String child) throws SQLException {
    ConstraintNames names = names(child);
    MemoryRows found =
        connection.query(
            "SELECT id, seq, \"table\", \"from\", \"to\", on_update, on_delete,"
                + " (SELECT count(DISTINCT id) FROM pragma_foreign_key_list(?1))"
                + " FROM pragma_foreign_key_list(?1) ORDER BY id, seq",
            child);
    while (found.next()) {
      String table = String.valueOf(found.textAt(2));
      if (parent != null && !parent.equalsIgnoreCase(table)) {
        continue;
      }
      int seq = (int) found.longAt(1);
      String to = found.textAt(4);
      if (to == null || to.isEmpty()) { // REFERENCES without columns means the primary key
        List<String> key = primaryColumns(table);
        to = seq < key.size() ? key.get(seq) : "";
      }
      // The last key that is declared has the number 0.
      int declared = (int) (found.longAt(7) - 1 - found.longAt(0));
      result.add(
          null,
          null,
          table,
          to,
          null,
          null,
          child,
          found.textAt(3),
          seq + 1,
          rule(found.textAt(5)),
          rule(found.textAt(6)),
          names.foreignKey(declared),
          names(table).primaryKey(),
          names.deferrability(declared));
    }
  }

  private static int rule(@Nullable String action) {
    return switch (action == null ? "" : action) {
      case "CASCADE" -> DatabaseMetaData.importedKeyCascade;
      case "RESTRICT" -> DatabaseMetaData.importedKeyRestrict;
      case "SET NULL" -> DatabaseMetaData.importedKeySetNull;
      case "SET DEFAULT" -> DatabaseMetaData.importedKeySetDefault;
      default -> DatabaseMetaData.importedKeyNoAction;
    };
  }

  MemoryRows bestRowIdentifier(String table) throws SQLException {
    MemoryRows result =
        new MemoryRows(
            "SCOPE",
            "COLUMN_NAME",
            "DATA_TYPE",
            "TYPE_NAME",
            "COLUMN_SIZE",
            "BUFFER_LENGTH",
            "DECIMAL_DIGITS",
            "PSEUDO_COLUMN");
    MemoryRows found =
        connection.query(
            "SELECT name, type FROM pragma_table_info(?1) WHERE pk>0 ORDER BY pk", table);
    boolean any = false;
    while (found.next()) {
      any = true;
      ColumnTypes types = ColumnTypes.of(found.textAt(1));
      result.add(
          DatabaseMetaData.bestRowSession,
          found.textAt(0),
          types.type(),
          types.name(),
          types.precision(),
          0,
          types.scale(),
          DatabaseMetaData.bestRowNotPseudo);
    }
    if (!any && connection.hasRowid("", table)) {
      result.add(
          DatabaseMetaData.bestRowTransaction, // VACUUM may change it
          "rowid",
          Types.BIGINT,
          "INTEGER",
          19,
          0,
          0,
          DatabaseMetaData.bestRowPseudo);
    }
    return result;
  }
}
