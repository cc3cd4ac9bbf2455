package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.ext.AuthorizerAction;
import tech.turso.schema.Column;
import tech.turso.schema.Table;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.Statement;

/**
 * The new values that an UPDATE gives to columns. If a column is named twice the last counts.
 *
 * <p>SQLite: update.c sqlite3Update.
 */
public final class SetClause {
  private final Target target;
  private final @Nullable Bound[] values;
  private @Nullable Bound rowid;

  private SetClause(Target target) {
    this.target = target;
    this.values = new Bound[target.table().columns().size()];
  }

  /**
   * Binds assignments.
   *
   * @throws DbException.Sql if a column is unknown or generated, or a row value has another size
   */
  public static SetClause of(
      Target target, List<Statement.Assignment> assignments, ExprResolver exprs) {
    SetClause set = new SetClause(target);
    for (Statement.Assignment assignment : assignments) {
      List<Name> names = assignment.columns();
      if (!assignment.row() || names.size() == 1) {
        set.put(names.get(0).text(), exprs.scalar(assignment.value()), exprs);
        continue;
      }
      List<Bound> elements = ExprResolver.elements(exprs.resolve(assignment.value()));
      if (elements.size() != names.size()) {
        throw new DbException.Sql(
            names.size() + " columns assigned " + elements.size() + " values");
      }
      for (int i = 0; i < names.size(); i++) {
        set.put(names.get(i).text(), elements.get(i), exprs);
      }
    }
    return set;
  }

  private void put(String name, Bound value, ExprResolver exprs) {
    Table table = target.table();
    int column = table.columnIndex(name);
    if (column < 0) {
      if (!table.hasRowid() || !Table.isRowidName(name)) {
        throw new DbException.Sql("no such column: " + name);
      }
      if (permits("ROWID", exprs)) {
        rowid = value;
      }
      return;
    }
    Column c = table.columns().get(column);
    if (c.generated() != null) {
      throw new DbException.Sql("cannot UPDATE generated column \"" + c.name() + "\"");
    }
    if (!permits(c.name(), exprs)) {
      return;
    }
    if (column == table.rowidAlias()) {
      rowid = value;
    } else {
      values[column] = value;
    }
  }

  private boolean permits(String column, ExprResolver exprs) {
    return exprs
        .permissions()
        .allows(AuthorizerAction.UPDATE, target.table().name(), column, target.source().schemaName);
  }

  /** The new value of a column that is no other name of the rowid; null if it is not set. */
  public @Nullable Bound value(int column) {
    return values[column];
  }

  /** The new rowid; null if it is not set. */
  public @Nullable Bound rowid() {
    return rowid;
  }

  /** All values that are set: the rowid first, then by column. */
  public List<Bound> all() {
    List<Bound> out = new ArrayList<>();
    if (rowid != null) {
      out.add(rowid);
    }
    for (Bound value : values) {
      if (value != null) {
        out.add(value);
      }
    }
    return out;
  }

  /** The same columns, with other values in the order of {@link #all}. */
  public SetClause with(List<Bound> others) {
    SetClause out = new SetClause(target);
    int next = 0;
    if (rowid != null) {
      out.rowid = others.get(next++);
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        out.values[i] = others.get(next++);
      }
    }
    return out;
  }

  /** Which columns change. */
  public ChangedColumns changed(Resolver resolver) {
    boolean[] set = new boolean[values.length];
    for (int i = 0; i < set.length; i++) {
      set[i] = values[i] != null;
    }
    return new ChangedColumns(resolver, target, set, rowid != null);
  }
}
