package tech.turso.schema;

import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.Statement;

/**
 * A trigger.
 *
 * @param name as created
 * @param table name of the table or view it is on
 * @param create its CREATE TRIGGER, parsed
 * @param sql its CREATE TRIGGER
 */
public record Trigger(String name, String table, Statement.CreateTrigger create, String sql) {
  /** Takes a CREATE TRIGGER. */
  public static Trigger of(Statement.CreateTrigger create, String sql) {
    Name name = create.name().name();
    return new Trigger(name.text(), create.table().name().text(), create, sql);
  }
}
