package tech.turso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MetaDataTest {
  private Connection connection;
  private DatabaseMetaData metadata;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:turso::memory:");
    metadata = connection.getMetaData();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table parent(id integer primary key autoincrement,
            name varchar(40) not null default 'x', price decimal(12,2), ts timestamp, d date, b blob,
            bo boolean, r real, i bigint, u text unique);
          create index ix_n on parent(name, price desc);
          create table child(a int, b int, pid int, constraint pk_c primary key(b, a),
            constraint fk1 foreign key(pid) references parent(id) on update set null on delete cascade
            deferrable initially deferred);
          create table child2(x references parent, y references missing(z));
          create view v as select id, name from parent;
          """);
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  /** The values of some columns of all rows, with bars between. */
  private static List<String> rows(ResultSet rows, String... columns) throws SQLException {
    List<String> result = new ArrayList<>();
    while (rows.next()) {
      StringBuilder line = new StringBuilder();
      for (String column : columns) {
        line.append(line.isEmpty() ? "" : "|").append(rows.getString(column));
      }
      result.add(line.toString());
    }
    rows.close();
    return result;
  }

  @Test
  void theProductIsSqliteAndTheDriverIsOurs() throws SQLException {
    assertThat(metadata.getDatabaseProductName()).isEqualTo("SQLite");
    assertThat(metadata.getDatabaseProductVersion()).isEqualTo("3.54.1");
    assertThat(metadata.getDatabaseMajorVersion()).isEqualTo(3);
    assertThat(metadata.getDriverName()).isEqualTo("Turso JDBC");
    assertThat(metadata.getURL()).isEqualTo("jdbc:turso::memory:");
    assertThat(metadata.getIdentifierQuoteString()).isEqualTo("\"");
    assertThat(metadata.supportsSavepoints()).isTrue();
    assertThat(metadata.getConnection()).isSameAs(connection);
  }

  @Test
  void tablesAreSortedByTypeAndName() throws SQLException {
    assertThat(rows(metadata.getTables(null, null, null, null), "TABLE_NAME", "TABLE_TYPE"))
        .containsExactly(
            "sqlite_schema|SYSTEM TABLE",
            "sqlite_sequence|SYSTEM TABLE",
            "child|TABLE",
            "child2|TABLE",
            "parent|TABLE",
            "v|VIEW");
    assertThat(rows(metadata.getTables(null, null, "CHILD%", new String[] {"TABLE"}), "TABLE_NAME"))
        .containsExactly("child", "child2");
    assertThat(rows(metadata.getTableTypes(), "TABLE_TYPE"))
        .containsExactly("GLOBAL TEMPORARY", "SYSTEM TABLE", "TABLE", "VIEW");
    assertThat(rows(metadata.getCatalogs(), "TABLE_CAT")).isEmpty();
  }

  @Test
  void columnsHaveTypesSizesAndDefaults() throws SQLException {
    assertThat(
            rows(
                metadata.getColumns(null, null, "parent", null),
                "COLUMN_NAME",
                "DATA_TYPE",
                "TYPE_NAME",
                "COLUMN_SIZE",
                "DECIMAL_DIGITS",
                "NULLABLE",
                "COLUMN_DEF",
                "ORDINAL_POSITION",
                "IS_NULLABLE",
                "IS_AUTOINCREMENT"))
        .containsExactly(
            "id|4|INTEGER|2000000000|0|1|null|1|YES|YES",
            "name|12|VARCHAR|40|0|0|'x'|2|NO|NO",
            "price|3|DECIMAL|12|2|1|null|3|YES|NO",
            "ts|93|TIMESTAMP|2000000000|0|1|null|4|YES|NO",
            "d|91|DATE|2000000000|0|1|null|5|YES|NO",
            "b|2004|BLOB|2000000000|0|1|null|6|YES|NO",
            "bo|16|BOOLEAN|2000000000|0|1|null|7|YES|NO",
            "r|7|REAL|2000000000|0|1|null|8|YES|NO",
            "i|-5|BIGINT|2000000000|0|1|null|9|YES|NO",
            "u|12|TEXT|2000000000|0|1|null|10|YES|NO");
    assertThat(rows(metadata.getColumns(null, null, "%", "n%"), "TABLE_NAME", "COLUMN_NAME"))
        .contains("parent|name", "v|name");
  }

  @Test
  void keysHaveNamesRulesAndTheColumnsTheyMean() throws SQLException {
    assertThat(
            rows(metadata.getPrimaryKeys(null, null, "child"), "COLUMN_NAME", "KEY_SEQ", "PK_NAME"))
        .containsExactly("a|2|pk_c", "b|1|pk_c");
    String[] columns = {
      "PKTABLE_NAME",
      "PKCOLUMN_NAME",
      "FKTABLE_NAME",
      "FKCOLUMN_NAME",
      "KEY_SEQ",
      "UPDATE_RULE",
      "DELETE_RULE",
      "FK_NAME",
      "DEFERRABILITY"
    };
    assertThat(rows(metadata.getImportedKeys(null, null, "child"), columns))
        .containsExactly("parent|id|child|pid|1|2|0|fk1|5");
    assertThat(rows(metadata.getImportedKeys(null, null, "child2"), columns))
        .as("a key to a table that is missing is told too")
        .containsExactly("missing|z|child2|y|1|3|3|null|7", "parent|id|child2|x|1|3|3|null|7");
    assertThat(rows(metadata.getExportedKeys(null, null, "parent"), columns))
        .containsExactly("parent|id|child|pid|1|2|0|fk1|5", "parent|id|child2|x|1|3|3|null|7");
    assertThat(
            rows(metadata.getCrossReference(null, null, "parent", null, null, "child2"), columns))
        .containsExactly("parent|id|child2|x|1|3|3|null|7");
  }

  @Test
  void indexesTellOrderAndDirection() throws SQLException {
    assertThat(
            rows(
                metadata.getIndexInfo(null, null, "parent", false, true),
                "NON_UNIQUE",
                "INDEX_NAME",
                "TYPE",
                "ORDINAL_POSITION",
                "COLUMN_NAME",
                "ASC_OR_DESC"))
        .containsExactly(
            "0|sqlite_autoindex_parent_1|3|1|u|A", "1|ix_n|3|1|name|A", "1|ix_n|3|2|price|D");
    assertThat(rows(metadata.getIndexInfo(null, null, "parent", true, true), "INDEX_NAME"))
        .containsExactly("sqlite_autoindex_parent_1");
  }

  @Test
  void rowsAreIdentifiedByTheirKeyOrRowid() throws SQLException {
    assertThat(
            rows(
                metadata.getBestRowIdentifier(null, null, "parent", 0, true),
                "COLUMN_NAME",
                "PSEUDO_COLUMN"))
        .containsExactly("id|1");
    assertThat(
            rows(
                metadata.getBestRowIdentifier(null, null, "child2", 0, true),
                "COLUMN_NAME",
                "PSEUDO_COLUMN"))
        .containsExactly("rowid|2");
  }

  @Test
  void columnsOfAResultAreThoseOfTheTable() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select id as k, name, price, 1+1 from parent")) {
      ResultSetMetaData columns = statement.getMetaData();
      assertThat(columns.getColumnCount()).isEqualTo(4);
      assertThat(columns.getColumnLabel(1)).isEqualTo("k");
      assertThat(columns.getTableName(1)).isEqualTo("parent");
      assertThat(columns.isAutoIncrement(1)).isTrue();
      assertThat(columns.isNullable(1)).isEqualTo(ResultSetMetaData.columnNullable);
      assertThat(columns.getColumnType(2)).isEqualTo(Types.VARCHAR);
      assertThat(columns.getPrecision(2)).isEqualTo(40);
      assertThat(columns.isNullable(2)).isEqualTo(ResultSetMetaData.columnNoNulls);
      assertThat(columns.getScale(3)).isEqualTo(2);
      assertThat(columns.getTableName(4)).isEmpty();
      assertThat(columns.isAutoIncrement(4)).isFalse();
      assertThat(statement.getParameterMetaData().getParameterCount()).isZero();
    }
    try (PreparedStatement update = connection.prepareStatement("delete from parent where id=?")) {
      assertThat(update.getMetaData()).isNull();
      assertThat(update.getParameterMetaData().getParameterTypeName(1)).isEqualTo("TEXT");
    }
  }

  @Test
  void whatSqliteHasNotHasNoRows() throws SQLException {
    assertThat(rows(metadata.getProcedures(null, null, null), "PROCEDURE_NAME")).isEmpty();
    assertThat(rows(metadata.getUDTs(null, null, null, null), "TYPE_NAME")).isEmpty();
    assertThat(rows(metadata.getSuperTables(null, null, null), "TABLE_NAME")).isEmpty();
    assertThat(rows(metadata.getClientInfoProperties(), "NAME")).isEmpty();
    assertThat(rows(metadata.getTypeInfo(), "TYPE_NAME"))
        .containsExactly("NULL", "INTEGER", "REAL", "TEXT", "BLOB");
  }

  @Test
  void aReadOnlyConnectionRefusesChanges() throws SQLException {
    connection.setReadOnly(true);
    assertThat(connection.isReadOnly()).isTrue();
    assertThat(metadata.isReadOnly()).isTrue();
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("delete from parent"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
      connection.setReadOnly(false);
      statement.execute("delete from parent");
    }
  }
}
