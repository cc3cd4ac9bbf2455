package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.ext.AuthorizerAction;
import tech.turso.plan.ConnectionFlag;
import tech.turso.plan.Environment;
import tech.turso.plan.Permissions;
import tech.turso.schema.Catalog;
import tech.turso.schema.Schema;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.QualifiedName;

/**
 * The checks of names that CREATE and DROP make.
 *
 * <p>SQLite: build.c sqlite3StartTable, sqlite3TwoPartName, sqlite3CheckObjectName.
 */
final class SchemaNames {
  private SchemaNames() {}

  /** The database in which an object of that name is to be made. */
  static int database(Catalog catalog, QualifiedName name, boolean temporary) {
    Name schema = name.schema();
    if (schema == null) {
      return temporary ? Catalog.TEMP : Catalog.MAIN;
    }
    int number = catalog.number(schema.text());
    if (number < 0) {
      throw new DbException.Sql(
          ResultCode.ERROR, "unknown database " + schema.text(), schema.start());
    }
    if (temporary && number != Catalog.TEMP) {
      throw new DbException.Sql("temporary table name must be unqualified");
    }
    return number;
  }

  /** Refuses the names that are the engine's own, unless {@code writable_schema} is on. */
  static void checkAllowed(Environment environment, String name) {
    if (!environment.isOn(ConnectionFlag.WRITABLE_SCHEMA)
        && Ascii.startsWithIgnoreCase(name, "sqlite_")) {
      throw new DbException.Sql("object name reserved for internal use: " + name);
    }
  }

  /** The error for a table, view or index that is not there. */
  static DbException.Sql missing(String kind, QualifiedName name) {
    return new DbException.Sql("no such " + kind + ": " + name);
  }

  /** Whether a table or view of that name exists; an index of that name is an error. */
  static boolean exists(Schema schema, String name) {
    if (schema.relation(name) != null) {
      return true;
    }
    if (schema.index(name) != null) {
      throw new DbException.Sql("there is already an index named " + name);
    }
    return false;
  }

  /**
   * Asks for the making or dropping of an object, which changes the schema table.
   *
   * @param change INSERT or DELETE
   * @param plain the action in a database
   * @param temporary the action in the temporary one
   */
  static void require(
      Emission emission,
      AuthorizerAction change,
      AuthorizerAction plain,
      AuthorizerAction temporary,
      String name,
      @Nullable String table,
      int database) {
    Permissions permissions = emission.environment().permissions();
    String schema = emission.environment().catalog().schema(database).databaseName();
    boolean temp = database == Catalog.TEMP;
    permissions.require(change, temp ? "sqlite_temp_master" : "sqlite_master", null, schema);
    permissions.require(temp ? temporary : plain, name, table, schema);
  }

  static @Nullable String text(@Nullable Name name) {
    return name == null ? null : name.text();
  }
}
