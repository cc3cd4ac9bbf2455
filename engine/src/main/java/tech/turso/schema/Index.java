package tech.turso.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.sql.ast.Expr;

/**
 * An index tree, or the primary key of a WITHOUT ROWID table, whose index tree is the table itself.
 */
public final class Index {
  /** Why an index exists. */
  public enum Origin {
    /** CREATE INDEX. */
    CREATED("c"),
    /** A UNIQUE constraint. */
    UNIQUE("u"),
    /** A PRIMARY KEY constraint. */
    PRIMARY_KEY("pk");

    private final String letter;

    Origin(String letter) {
      this.letter = letter;
    }

    /** What {@code PRAGMA index_list} shows. */
    public String letter() {
      return letter;
    }
  }

  private final String name;
  private final Table table;
  private final Origin origin;
  private final boolean unique;
  private final ConflictAction onConflict;
  private final int keyColumns;
  private final List<IndexColumn> columns;
  private final @Nullable Expr where;
  private final @Nullable String sql;
  private int rootPage;

  /** Row estimates for 0, 1, 2 ... leading columns equal, as in sqlite_stat1; see Statistics. */
  private long[] rowEstimates;

  /**
   * Makes an index.
   *
   * @param keyColumns how many leading columns were declared; the rest make entries unique
   * @param columns declared ones, then the rowid or the columns of the primary key (of a WITHOUT
   *     ROWID table's primary key: all other columns of the table)
   * @param where the condition of a partial index
   */
  public Index(
      String name,
      Table table,
      Origin origin,
      boolean unique,
      ConflictAction onConflict,
      int keyColumns,
      List<IndexColumn> columns,
      @Nullable Expr where,
      @Nullable String sql,
      int rootPage) {
    this.name = name;
    this.table = table;
    this.origin = origin;
    this.unique = unique;
    this.onConflict = onConflict;
    this.keyColumns = keyColumns;
    this.columns = List.copyOf(columns);
    this.where = where;
    this.sql = sql;
    this.rootPage = rootPage;
    this.rowEstimates = new long[0];
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The table it belongs to. */
  public Table table() {
    return table;
  }

  /** Why it exists. */
  public Origin origin() {
    return origin;
  }

  /** Whether its key columns are unique where none is NULL. */
  public boolean isUnique() {
    return unique;
  }

  /** What a violation does, if the statement does not say. */
  public ConflictAction onConflict() {
    return onConflict;
  }

  /** How many leading columns were declared. */
  public int keyColumns() {
    return keyColumns;
  }

  /** All columns of an entry, in order. */
  public List<IndexColumn> columns() {
    return columns;
  }

  /** The condition of a partial index. */
  public @Nullable Expr where() {
    return where;
  }

  /** Its CREATE INDEX; null for the index of a constraint. */
  public @Nullable String sql() {
    return sql;
  }

  /** Page number of its root. */
  public int rootPage() {
    return rootPage;
  }

  /** Sets the root after auto-vacuum moved it. */
  public void rootPage(int page) {
    rootPage = page;
  }

  /** Whether this is the tree of a WITHOUT ROWID table. */
  public boolean isTableItself() {
    return table.primaryKeyIndex() == this;
  }

  /** Statistics: entry 0 is the number of rows, entry i those equal in i columns; empty if none. */
  public long[] rowEstimates() {
    return rowEstimates;
  }

  /** Sets the statistics. */
  public void rowEstimates(long[] estimates) {
    rowEstimates = estimates;
  }

  /** Position in an entry of the table's column {@code column}; -1 if it is not there. */
  public int positionOf(int column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).column() == column) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return name;
  }
}
