package tech.turso.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.Statement;

/**
 * Makes an {@link Index} from its CREATE INDEX.
 *
 * <p>SQLite: build.c sqlite3CreateIndex.
 */
public final class IndexBuilder {
  private IndexBuilder() {}

  /**
   * The index that a statement makes.
   *
   * @param sql the text that the schema keeps
   * @param format the schema format: DESC counts from 4 on
   * @throws DbException.Sql if a column is unknown
   */
  public static Index build(
      Statement.CreateIndex create, Table table, String sql, int format, int rootPage) {
    List<IndexColumn> own = new ArrayList<>();
    for (OrderingTerm term : create.columns()) {
      own.add(column(term, table, format));
    }
    return new Index(
        create.name().name().text(),
        table,
        Index.Origin.CREATED,
        create.unique(),
        create.unique() ? ConflictAction.ABORT : ConflictAction.NONE,
        own.size(),
        complete(table, own),
        create.where(),
        sql,
        rootPage);
  }

  private static IndexColumn column(OrderingTerm term, Table table, int format) {
    boolean descending = term.isDescending() && format >= 4;
    @Nullable String collation = null;
    Expr expr = term.expr();
    while (expr instanceof Expr.Collate c) {
      if (collation == null) {
        collation = c.collation().text();
      }
      expr = c.operand();
    }
    int column = -1;
    if (expr instanceof Expr.Column c && c.table() == null) {
      column = table.columnIndex(c.column().text());
      if (column < 0 && !c.column().isDoubleQuoted()) {
        throw new DbException.Sql("no such column: " + c.column().text());
      }
    } else if (expr instanceof Expr.StringLiteral s) {
      column = table.columnIndex(s.value());
    }
    if (column >= 0) {
      String of = collation != null ? collation : table.columns().get(column).collation();
      return new IndexColumn(column, null, of, descending);
    }
    return new IndexColumn(
        IndexColumn.EXPRESSION, expr, collation != null ? collation : "BINARY", descending);
  }

  /** Adds to the declared columns what makes an entry unique and leads to the row. */
  static List<IndexColumn> complete(Table table, List<IndexColumn> own) {
    List<IndexColumn> all = new ArrayList<>(own);
    Index key = table.primaryKeyIndex();
    if (key == null) {
      all.add(new IndexColumn(IndexColumn.ROWID, null, "BINARY", false));
      return all;
    }
    for (int i = 0; i < key.keyColumns(); i++) {
      IndexColumn c = key.columns().get(i);
      if (!contains(all, c)) {
        all.add(c);
      }
    }
    return all;
  }

  private static boolean contains(List<IndexColumn> columns, IndexColumn wanted) {
    for (IndexColumn c : columns) {
      if (c.column() == wanted.column()
          && Ascii.equalsIgnoreCase(c.collation(), wanted.collation())) {
        return true;
      }
    }
    return false;
  }
}
