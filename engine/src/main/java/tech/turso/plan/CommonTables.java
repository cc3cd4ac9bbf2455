package tech.turso.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.sql.ast.Select;

/** The tables of a WITH clause, and through {@code outer} those of the clauses around it. */
record CommonTables(List<Select.CommonTable> tables, @Nullable CommonTables outer) {
  /** Where a common table was found. */
  record Found(Select.CommonTable table, CommonTables in) {}

  /** The nearest table of that name; null if there is none. */
  static @Nullable Found find(@Nullable CommonTables from, String name) {
    for (CommonTables tables = from; tables != null; tables = tables.outer()) {
      for (Select.CommonTable table : tables.tables()) {
        if (Ascii.equalsIgnoreCase(table.name().text(), name)) {
          return new Found(table, tables);
        }
      }
    }
    return null;
  }
}
