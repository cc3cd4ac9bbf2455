package tech.turso.plan;

import tech.turso.base.Ascii;
import tech.turso.sql.ast.FromClause;
import tech.turso.sql.ast.Select;

/** Looks for a table's name in the FROM clauses of a query: whether a common table is recursive. */
record TableNames(String name) {
  /** Whether a FROM clause of {@code select}, at any depth, names the table. */
  boolean isIn(Select select) {
    if (select.with() != null) {
      for (Select.CommonTable table : select.with().tables()) {
        if (Ascii.equalsIgnoreCase(table.name().text(), name)) {
          return false;
        }
        if (isIn(table.select())) {
          return true;
        }
      }
    }
    if (isIn(select.first())) {
      return true;
    }
    for (Select.Arm arm : select.rest()) {
      if (isIn(arm.core())) {
        return true;
      }
    }
    return false;
  }

  private boolean isIn(Select.Core core) {
    return core instanceof Select.Core.Query q && q.from() != null && isIn(q.from());
  }

  private boolean isIn(FromClause from) {
    for (FromClause.Term term : from.terms()) {
      boolean found =
          switch (term.source()) {
            case FromClause.Source.Table t ->
                t.name().schema() == null && Ascii.equalsIgnoreCase(t.name().name().text(), name);
            case FromClause.Source.Function f -> false;
            case FromClause.Source.Subquery s -> isIn(s.select());
            case FromClause.Source.Nested n -> isIn(n.from());
          };
      if (found) {
        return true;
      }
    }
    return false;
  }
}
