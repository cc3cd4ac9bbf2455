package tech.turso;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a connection: constants from {@link DatabaseFacts}, tables from {@link
 * CatalogTables}. There are no catalogs and no schemas: a catalog or schema that is asked for must
 * be null or "".
 */
final class JdbcDatabaseMetaData extends DatabaseFacts {
  private final JdbcConnection connection;
  private final CatalogTables catalog;

  JdbcDatabaseMetaData(JdbcConnection connection) {
    this.connection = connection;
    this.catalog = new CatalogTables(connection);
  }

  private ResultSet result(MemoryRows rows) {
    return new JdbcResultSet(connection, null, rows, 0);
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public String getURL() {
    return connection.url();
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    return connection.isReadOnly();
  }

  @Override
  public ResultSet getTables(
      @Nullable String cat,
      @Nullable String schema,
      @Nullable String name,
      String @Nullable [] types)
      throws SQLException {
    return result(catalog.tables(name, types));
  }

  @Override
  public ResultSet getTableTypes() {
    MemoryRows rows = new MemoryRows("TABLE_TYPE");
    for (String type : CatalogTables.TABLE_TYPES) {
      rows.add(type);
    }
    return result(rows);
  }

  @Override
  public ResultSet getColumns(
      @Nullable String cat,
      @Nullable String schema,
      @Nullable String table,
      @Nullable String column)
      throws SQLException {
    return result(catalog.columns(table, column));
  }

  @Override
  public ResultSet getPrimaryKeys(
      @Nullable String cat, @Nullable String schema, @Nullable String table) throws SQLException {
    return result(new CatalogKeys(connection).primaryKey(needed(table)));
  }

  @Override
  public ResultSet getImportedKeys(
      @Nullable String cat, @Nullable String schema, @Nullable String table) throws SQLException {
    return result(new CatalogKeys(connection).imported(needed(table)));
  }

  @Override
  public ResultSet getExportedKeys(
      @Nullable String cat, @Nullable String schema, @Nullable String table) throws SQLException {
    return result(new CatalogKeys(connection).exported(needed(table)));
  }

  @Override
  public ResultSet getCrossReference(
      @Nullable String parentCat,
      @Nullable String parentSchema,
      @Nullable String parent,
      @Nullable String childCat,
      @Nullable String childSchema,
      @Nullable String child)
      throws SQLException {
    CatalogKeys keys = new CatalogKeys(connection);
    if (parent == null) {
      return result(keys.imported(needed(child)));
    }
    return result(child == null ? keys.exported(parent) : keys.cross(parent, child));
  }

  private static String needed(@Nullable String table) throws SQLException {
    if (table == null) {
      throw Failures.argument("a table's name is needed");
    }
    return table;
  }

  @Override
  public ResultSet getIndexInfo(
      @Nullable String cat,
      @Nullable String schema,
      @Nullable String table,
      boolean unique,
      boolean approximate)
      throws SQLException {
    return result(catalog.indexes(needed(table), unique));
  }

  @Override
  public ResultSet getBestRowIdentifier(
      @Nullable String cat,
      @Nullable String schema,
      @Nullable String table,
      int scope,
      boolean nullable)
      throws SQLException {
    return result(new CatalogKeys(connection).bestRowIdentifier(needed(table)));
  }

  @Override
  public ResultSet getCatalogs() {
    return result(new MemoryRows("TABLE_CAT"));
  }

  @Override
  public ResultSet getSchemas() {
    return result(new MemoryRows("TABLE_SCHEM", "TABLE_CATALOG"));
  }

  @Override
  public ResultSet getSchemas(@Nullable String cat, @Nullable String pattern) {
    return getSchemas();
  }

  @Override
  public ResultSet getTypeInfo() {
    MemoryRows rows =
        new MemoryRows(
            "TYPE_NAME",
            "DATA_TYPE",
            "PRECISION",
            "LITERAL_PREFIX",
            "LITERAL_SUFFIX",
            "CREATE_PARAMS",
            "NULLABLE",
            "CASE_SENSITIVE",
            "SEARCHABLE",
            "UNSIGNED_ATTRIBUTE",
            "FIXED_PREC_SCALE",
            "AUTO_INCREMENT",
            "LOCAL_TYPE_NAME",
            "MINIMUM_SCALE",
            "MAXIMUM_SCALE",
            "SQL_DATA_TYPE",
            "SQL_DATETIME_SUB",
            "NUM_PREC_RADIX");
    type(rows, "NULL", Types.NULL, 0, null, false);
    type(rows, "INTEGER", Types.INTEGER, 19, null, true);
    type(rows, "REAL", Types.REAL, 17, null, true);
    type(rows, "TEXT", Types.VARCHAR, 0, "'", false);
    type(rows, "BLOB", Types.BLOB, 0, "x'", false);
    return result(rows);
  }

  private static void type(
      MemoryRows rows,
      String name,
      int type,
      int precision,
      @Nullable String prefix,
      boolean number) {
    rows.add(
        name,
        type,
        precision,
        prefix,
        prefix == null ? null : "'",
        null,
        typeNullable,
        type == Types.VARCHAR,
        typeSearchable,
        !number,
        false,
        type == Types.INTEGER,
        null,
        0,
        0,
        0,
        0,
        10);
  }

  // -- what SQLite does not have: result sets without rows

  @Override
  public ResultSet getProcedures(
      @Nullable String cat, @Nullable String schema, @Nullable String name) {
    return result(
        new MemoryRows(
            "PROCEDURE_CAT",
            "PROCEDURE_SCHEM",
            "PROCEDURE_NAME",
            "UNDEF1",
            "UNDEF2",
            "UNDEF3",
            "REMARKS",
            "PROCEDURE_TYPE",
            "SPECIFIC_NAME"));
  }

  @Override
  public ResultSet getProcedureColumns(
      @Nullable String cat,
      @Nullable String schema,
      @Nullable String name,
      @Nullable String column) {
    return result(
        new MemoryRows(
            "PROCEDURE_CAT",
            "PROCEDURE_SCHEM",
            "PROCEDURE_NAME",
            "COLUMN_NAME",
            "COLUMN_TYPE",
            "DATA_TYPE",
            "TYPE_NAME",
            "PRECISION",
            "LENGTH",
            "SCALE",
            "RADIX",
            "NULLABLE",
            "REMARKS",
            "COLUMN_DEF",
            "SQL_DATA_TYPE",
            "SQL_DATETIME_SUB",
            "CHAR_OCTET_LENGTH",
            "ORDINAL_POSITION",
            "IS_NULLABLE",
            "SPECIFIC_NAME"));
  }

  @Override
  public ResultSet getFunctions(
      @Nullable String cat, @Nullable String schema, @Nullable String name) throws SQLException {
    return result(catalog.functions(name));
  }

  @Override
  public ResultSet getFunctionColumns(
      @Nullable String cat,
      @Nullable String schema,
      @Nullable String name,
      @Nullable String column) {
    return result(
        new MemoryRows(
            "FUNCTION_CAT",
            "FUNCTION_SCHEM",
            "FUNCTION_NAME",
            "COLUMN_NAME",
            "COLUMN_TYPE",
            "DATA_TYPE",
            "TYPE_NAME",
            "PRECISION",
            "LENGTH",
            "SCALE",
            "RADIX",
            "NULLABLE",
            "REMARKS",
            "CHAR_OCTET_LENGTH",
            "ORDINAL_POSITION",
            "IS_NULLABLE",
            "SPECIFIC_NAME"));
  }

  @Override
  public ResultSet getPseudoColumns(
      @Nullable String cat,
      @Nullable String schema,
      @Nullable String table,
      @Nullable String column) {
    return result(
        new MemoryRows(
            "TABLE_CAT",
            "TABLE_SCHEM",
            "TABLE_NAME",
            "COLUMN_NAME",
            "DATA_TYPE",
            "COLUMN_SIZE",
            "DECIMAL_DIGITS",
            "NUM_PREC_RADIX",
            "COLUMN_USAGE",
            "REMARKS",
            "CHAR_OCTET_LENGTH",
            "IS_NULLABLE"));
  }

  @Override
  public ResultSet getColumnPrivileges(
      @Nullable String cat,
      @Nullable String schema,
      @Nullable String table,
      @Nullable String column) {
    return result(
        new MemoryRows(
            "TABLE_CAT",
            "TABLE_SCHEM",
            "TABLE_NAME",
            "COLUMN_NAME",
            "GRANTOR",
            "GRANTEE",
            "PRIVILEGE",
            "IS_GRANTABLE"));
  }

  @Override
  public ResultSet getTablePrivileges(
      @Nullable String cat, @Nullable String schema, @Nullable String table) {
    return result(
        new MemoryRows(
            "TABLE_CAT",
            "TABLE_SCHEM",
            "TABLE_NAME",
            "GRANTOR",
            "GRANTEE",
            "PRIVILEGE",
            "IS_GRANTABLE"));
  }

  @Override
  public ResultSet getVersionColumns(
      @Nullable String cat, @Nullable String schema, @Nullable String table) {
    return result(
        new MemoryRows(
            "SCOPE",
            "COLUMN_NAME",
            "DATA_TYPE",
            "TYPE_NAME",
            "COLUMN_SIZE",
            "BUFFER_LENGTH",
            "DECIMAL_DIGITS",
            "PSEUDO_COLUMN"));
  }

  @Override
  public ResultSet getUDTs(
      @Nullable String cat,
      @Nullable String schema,
      @Nullable String name,
      int @Nullable [] types) {
    return result(
        new MemoryRows(
            "TYPE_CAT",
            "TYPE_SCHEM",
            "TYPE_NAME",
            "CLASS_NAME",
            "DATA_TYPE",
            "REMARKS",
            "BASE_TYPE"));
  }

  @Override
  public ResultSet getSuperTypes(
      @Nullable String cat, @Nullable String schema, @Nullable String name) {
    return result(
        new MemoryRows(
            "TYPE_CAT",
            "TYPE_SCHEM",
            "TYPE_NAME",
            "SUPERTYPE_CAT",
            "SUPERTYPE_SCHEM",
            "SUPERTYPE_NAME"));
  }

  @Override
  public ResultSet getSuperTables(
      @Nullable String cat, @Nullable String schema, @Nullable String table) {
    return result(new MemoryRows("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "SUPERTABLE_NAME"));
  }

  @Override
  public ResultSet getAttributes(
      @Nullable String cat,
      @Nullable String schema,
      @Nullable String type,
      @Nullable String attribute) {
    return result(
        new MemoryRows(
            "TYPE_CAT",
            "TYPE_SCHEM",
            "TYPE_NAME",
            "ATTR_NAME",
            "DATA_TYPE",
            "ATTR_TYPE_NAME",
            "ATTR_SIZE",
            "DECIMAL_DIGITS",
            "NUM_PREC_RADIX",
            "NULLABLE",
            "REMARKS",
            "ATTR_DEF",
            "SQL_DATA_TYPE",
            "SQL_DATETIME_SUB",
            "CHAR_OCTET_LENGTH",
            "ORDINAL_POSITION",
            "IS_NULLABLE",
            "SCOPE_CATALOG",
            "SCOPE_SCHEMA",
            "SCOPE_TABLE",
            "SOURCE_DATA_TYPE"));
  }

  @Override
  public ResultSet getClientInfoProperties() {
    return result(new MemoryRows("NAME", "MAX_LEN", "DEFAULT_VALUE", "DESCRIPTION"));
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrappers.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
