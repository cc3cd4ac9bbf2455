package tech.turso.plan;

import java.util.Arrays;
import java.util.List;
import tech.turso.base.DbException;
import tech.turso.schema.Column;
import tech.turso.schema.Table;
import tech.turso.sql.ast.Name;

/**
 * Which value of an INSERT's source goes to which column of the table.
 *
 * <p>SQLite: insert.c sqlite3Insert.
 */
public final class InsertColumns {
  private final int[] sources;
  private int rowidSource = -1;
  private final int wanted;
  private final boolean named;

  private InsertColumns(int[] sources, int wanted, boolean named) {
    this.sources = sources;
    this.wanted = wanted;
    this.named = named;
  }

  /** The columns of a column list. */
  static InsertColumns named(Target target, List<Name> names) {
    Table table = target.table();
    int[] sources = new int[table.columns().size()];
    Arrays.fill(sources, -1);
    InsertColumns columns = new InsertColumns(sources, names.size(), true);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).text();
      int column = table.columnIndex(name);
      if (column < 0) {
        if (!table.hasRowid() || !Table.isRowidName(name)) {
          throw new DbException.Sql("table " + target.shown() + " has no column named " + name);
        }
        columns.rowidSource = i;
        continue;
      }
      if (column == table.rowidAlias()) {
        columns.rowidSource = i;
      }
      Column c = table.columns().get(column);
      if (c.generated() != null) {
        throw new DbException.Sql("cannot INSERT into generated column \"" + c.name() + "\"");
      }
      if (sources[column] < 0) {
        sources[column] = i;
      }
    }
    return columns;
  }

  /** All columns that are neither generated nor hidden, in order. */
  static InsertColumns all(Target target) {
    Table table = target.table();
    int[] sources = new int[table.columns().size()];
    int next = 0;
    for (int i = 0; i < sources.length; i++) {
      Column c = table.columns().get(i);
      sources[i] = c.generated() != null || c.hidden() ? -1 : next++;
    }
    InsertColumns columns = new InsertColumns(sources, next, false);
    if (table.rowidAlias() >= 0) {
      columns.rowidSource = sources[table.rowidAlias()];
    }
    return columns;
  }

  /** No column: DEFAULT VALUES without a column list. */
  static InsertColumns none(Target target) {
    int[] sources = new int[target.table().columns().size()];
    Arrays.fill(sources, -1);
    return new InsertColumns(sources, 0, false);
  }

  /**
   * Checks how many values the source has.
   *
   * @throws DbException.Sql if that is not the number of columns
   */
  public void check(Target target, int supplied) {
    if (supplied == wanted) {
      return;
    }
    if (named) {
      throw new DbException.Sql(supplied + " values for " + wanted + " columns");
    }
    throw new DbException.Sql(
        "table "
            + target.shown()
            + " has "
            + wanted
            + " columns but "
            + supplied
            + " values were supplied");
  }

  /** Position among the source's values of what goes to {@code column}; -1 for its default. */
  public int sourceOf(int column) {
    return sources[column];
  }

  /** Position among the source's values of the rowid; -1 if a new one is made. */
  public int rowidSource() {
    return rowidSource;
  }
}
