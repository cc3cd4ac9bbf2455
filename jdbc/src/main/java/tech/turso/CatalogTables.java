package tech.turso;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables, columns, indexes and functions as metadata: of the schemas main and temp. */
final class CatalogTables {
  static final List<String> TABLE_TYPES =
      List.of("GLOBAL TEMPORARY", "SYSTEM TABLE", "TABLE", "VIEW");

  /** Told where SQLite has no limit. */
  private static final int ANY_SIZE = 2_000_000_000;

  private static final String TABLES =
      "SELECT name, CASE WHEN type='view' THEN 'VIEW'"
          + " WHEN name LIKE 'sqlite\\_%' ESCAPE '\\' OR type='shadow' THEN 'SYSTEM TABLE'"
          + " WHEN schema='temp' THEN 'GLOBAL TEMPORARY' ELSE 'TABLE' END AS kind"
          + " FROM pragma_table_list WHERE schema IN ('main','temp')"
          + " AND name<>'sqlite_temp_schema'"
          + " AND (?1 IS NULL OR name LIKE ?1 ESCAPE '\\') ORDER BY kind, name";

  private final JdbcConnection connection;

  CatalogTables(JdbcConnection connection) {
    this.connection = connection;
  }

  MemoryRows tables(@Nullable String pattern, String @Nullable [] types) throws SQLException {
    MemoryRows result =
        new MemoryRows(
            "TABLE_CAT",
            "TABLE_SCHEM",
            "TABLE_NAME",
            "TABLE_TYPE",
            "REMARKS",
            "TYPE_CAT",
            "TYPE_SCHEM",
            "TYPE_NAME",
            "SELF_REFERENCING_COL_NAME",
            "REF_GENERATION");
    List<String> wanted = types == null ? TABLE_TYPES : Arrays.asList(types);
    MemoryRows found = connection.query(TABLES, pattern);
    while (found.next()) {
      String type = found.textAt(1);
      if (wanted.contains(type)) {
        result.add(null, null, found.textAt(0), type, null, null, null, null, null, null);
      }
    }
    return result;
  }

  MemoryRows columns(@Nullable String tablePattern, @Nullable String columnPattern)
      throws SQLException {
    MemoryRows result =
        new MemoryRows(
            "TABLE_CAT",
            "TABLE_SCHEM",
            "TABLE_NAME",
            "COLUMN_NAME",
            "DATA_TYPE",
            "TYPE_NAME",
            "COLUMN_SIZE",
            "BUFFER_LENGTH",
            "DECIMAL_DIGITS",
            "NUM_PREC_RADIX",
            "NULLABLE",
            "REMARKS",
            "COLUMN_DEF",
            "SQL_DATA_TYPE",
            "SQL_DATETIME_SUB",
            "CHAR_OCTET_LENGTH",
            "ORDINAL_POSITION",
            "IS_NULLABLE",
            "SCOPE_CATALOG",
            "SCOPE_SCHEMA",
            "SCOPE_TABLE",
            "SOURCE_DATA_TYPE",
            "IS_AUTOINCREMENT",
            "IS_GENERATEDCOLUMN");
    MemoryRows tables = connection.query(TABLES, tablePattern);
    while (tables.next()) {
      String table = String.valueOf(tables.textAt(0));
      boolean isTable = !"VIEW".equals(tables.textAt(1));
      MemoryRows found =
          connection.query(
              "SELECT cid, name, type, \"notnull\", dflt_value, pk, hidden,"
                  + " ?2 IS NULL OR name LIKE ?2 ESCAPE '\\'"
                  + " FROM pragma_table_xinfo(?1) WHERE hidden<>1 ORDER BY cid",
              table,
              columnPattern);
      while (found.next()) {
        if (found.longAt(7) != 0) {
          column(result, table, isTable, found);
        }
      }
    }
    result.rows().sort(Comparator.comparing(row -> String.valueOf(row[2])));
    return result;
  }

  private void column(MemoryRows result, String table, boolean isTable, MemoryRows found)
      throws SQLException {
    String name = String.valueOf(found.textAt(1));
    ColumnTypes types = ColumnTypes.of(found.textAt(2));
    boolean notNull = found.longAt(3) != 0;
    boolean key = isTable && found.longAt(5) > 0 && connection.isRowidColumn(table, name);
    result.add(
        null,
        null,
        table,
        name,
        types.type(),
        types.name(),
        types.precision() > 0 ? types.precision() : ANY_SIZE,
        ANY_SIZE,
        types.scale(),
        10,
        notNull ? DatabaseMetaData.columnNoNulls : DatabaseMetaData.columnNullable,
        null,
        found.textAt(4),
        0,
        0,
        ANY_SIZE,
        found.longAt(0) + 1,
        notNull ? "NO" : "YES",
        null,
        null,
        null,
        null,
        key ? "YES" : "NO",
        found.longAt(6) > 1 ? "YES" : "NO");
  }

  MemoryRows indexes(String table, boolean onlyUnique) throws SQLException {
    MemoryRows result =
        new MemoryRows(
            "TABLE_CAT",
            "TABLE_SCHEM",
            "TABLE_NAME",
            "NON_UNIQUE",
            "INDEX_QUALIFIER",
            "INDEX_NAME",
            "TYPE",
            "ORDINAL_POSITION",
            "COLUMN_NAME",
            "ASC_OR_DESC",
            "CARDINALITY",
            "PAGES",
            "FILTER_CONDITION");
    MemoryRows found =
        connection.query(
            "SELECT l.name, l.\"unique\", x.seqno, x.name, x.desc"
                + " FROM pragma_index_list(?1) l, pragma_index_xinfo(l.name) x"
                + " WHERE x.key=1 ORDER BY l.\"unique\" DESC, l.name, x.seqno",
            table);
    while (found.next()) {
      boolean unique = found.longAt(1) != 0;
      if (unique || !onlyUnique) {
        result.add(
            null,
            null,
            table,
            !unique,
            null,
            found.textAt(0),
            (int) DatabaseMetaData.tableIndexOther,
            found.longAt(2) + 1,
            found.textAt(3),
            found.longAt(4) != 0 ? "D" : "A",
            0,
            0,
            null);
      }
    }
    return result;
  }

  MemoryRows functions(@Nullable String pattern) throws SQLException {
    MemoryRows result =
        new MemoryRows(
            "FUNCTION_CAT",
            "FUNCTION_SCHEM",
            "FUNCTION_NAME",
            "REMARKS",
            "FUNCTION_TYPE",
            "SPECIFIC_NAME");
    MemoryRows found =
        connection.query(
            "SELECT DISTINCT name FROM pragma_function_list"
                + " WHERE ?1 IS NULL OR name LIKE ?1 ESCAPE '\\' ORDER BY name",
            pattern);
    while (found.next()) {
      String name = found.textAt(0);
      result.add(null, null, name, null, DatabaseMetaData.functionNoTable, name);
    }
    return result;
  }
}
