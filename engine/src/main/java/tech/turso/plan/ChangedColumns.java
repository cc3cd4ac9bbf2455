package tech.turso.plan;

import java.util.List;
import tech.turso.schema.Column;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;
import tech.turso.schema.Table;
import tech.turso.sql.ast.Expr;

/**
 * Which columns of a row an UPDATE may change, generated ones that depend on them included.
 *
 * <p>SQLite: update.c sqlite3Update, insert.c sqlite3ExprReferencesUpdatedColumn.
 */
public final class ChangedColumns {
  private final Resolver resolver;
  private final Target target;
  private final Source self;
  private final boolean[] columns;
  private final boolean rowid;
  private final boolean key;

  /**
   * Takes the columns that are set.
   *
   * @param columns for each column of the table whether it is set
   * @param rowid whether the rowid is set
   */
  public ChangedColumns(Resolver resolver, Target target, boolean[] columns, boolean rowid) {
    this.resolver = resolver;
    this.target = target;
    this.self = Source.of(target.table(), target.database(), target.table().name(), 0);
    this.columns = columns.clone();
    this.rowid = rowid;
    Table table = target.table();
    boolean keyChanges = rowid;
    Index primary = table.primaryKeyIndex();
    if (primary != null) {
      for (int i = 0; i < primary.keyColumns(); i++) {
        keyChanges |= columns[primary.columns().get(i).column()];
      }
    }
    this.key = keyChanges;
    addGenerated(table);
  }

  private void addGenerated(Table table) {
    boolean more = table.hasGenerated();
    while (more) {
      more = false;
      for (int i = 0; i < columns.length; i++) {
        Column c = table.columns().get(i);
        if (!columns[i] && c.generated() != null && isReadBy(c.generated())) {
          columns[i] = true;
          more = true;
        }
      }
    }
  }

  /** Whether column {@code i} may change. */
  public boolean column(int i) {
    return columns[i] || rowid && i == target.table().rowidAlias();
  }

  /** Whether the rowid may change. */
  public boolean rowid() {
    return rowid;
  }

  /** Whether the rowid, or the primary key of a table without, may change. */
  public boolean key() {
    return key;
  }

  /** Whether an expression of the schema reads a column that may change. */
  public boolean isReadBy(Expr expr) {
    Bound bound = resolver.over(List.of(self), null).scalar(expr);
    return Bounds.any(
        bound,
        e ->
            e instanceof Bound.Column c
                && (c.column() < 0 || c.column() == target.table().rowidAlias()
                    ? rowid
                    : columns[c.column()]));
  }

  /** Whether entries of {@code index} may change. */
  public boolean touches(Index index) {
    if (key || index.isTableItself() || index.where() != null && isReadBy(index.where())) {
      return true;
    }
    for (int i = 0; i < index.keyColumns(); i++) {
      IndexColumn c = index.columns().get(i);
      Expr expr = c.expr();
      if (expr != null ? isReadBy(expr) : c.column() >= 0 && column(c.column())) {
        return true;
      }
    }
    return false;
  }
}
