package tech.turso.plan;

import tech.turso.schema.Table;

/** Finds out whether queries read a table. */
final class TableReads {
  private final Table table;
  private boolean found;

  private TableReads(Table table) {
    this.table = table;
  }

  /** Whether a query in {@code expr}, at any depth, has {@code table} in its FROM clause. */
  static boolean in(Bound expr, Table table) {
    TableReads reads = new TableReads(table);
    Bounds.deep(expr, reads::expression);
    return reads.found;
  }

  private void expression(Bound expr) {
    switch (expr) {
      case Bound.Scalar e -> query(e.query());
      case Bound.Exists e -> query(e.query());
      case Bound.RowQuery e -> query(e.query());
      case Bound.InQuery e -> query(e.query());
      default -> {}
    }
  }

  private void query(Query query) {
    switch (query) {
      case SelectQuery q -> {
        for (Source source : q.from()) {
          found |= source.table() == table;
          if (source.query() != null) {
            query(source.query());
          }
        }
      }
      case CompoundQuery q -> {
        query(q.left());
        query(q.right());
      }
      case ValuesQuery q -> {}
    }
  }
}
