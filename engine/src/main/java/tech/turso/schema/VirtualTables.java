package tech.turso.schema;

import java.util.List;
import tech.turso.base.ConflictAction;
import tech.turso.sql.ast.Statement;

/** Virtual tables as far as the schema lists them: their module makes the rest. */
public final class VirtualTables {
  private VirtualTables() {}

  /**
   * The table that a CREATE VIRTUAL TABLE declares; it has no columns until its module is asked.
   */
  public static Table declared(Statement.CreateVirtualTable create, String sql) {
    Table table =
        new Table(
            create.name().name().text(),
            Table.Kind.VIRTUAL,
            List.of(),
            -1,
            ConflictAction.NONE,
            false,
            false,
            List.of(),
            List.of(),
            sql,
            0);
    table.module(create.module().text());
    return table;
  }
}
