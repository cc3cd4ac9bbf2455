package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;
import tech.turso.schema.Table;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.Statement.Upsert;

/**
 * Finds which key each ON CONFLICT clause is about.
 *
 * <p>SQLite: upsert.c sqlite3UpsertAnalyzeTarget.
 */
public final class UpsertTargets {
  /** Stands for the rowid among the places of indexes. */
  public static final int ROWID = -1;

  /** Stands for every key: the clause has no target. */
  public static final int ANY = -2;

  private final Table table;
  private final Target target;
  private final ExprResolver exprs;

  private UpsertTargets(Resolver resolver, Target target) {
    this.table = target.table();
    this.target = target;
    this.exprs = resolver.ofStatement(List.of(target.source()), null);
  }

  /**
   * For each clause the place of its index in {@link Table#indexes}, {@link #ROWID} or {@link
   * #ANY}.
   *
   * @throws DbException.Sql if a target is no key of the table
   */
  public static List<Integer> of(Resolver resolver, Target target, List<Upsert> clauses) {
    UpsertTargets targets = new UpsertTargets(resolver, target);
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < clauses.size(); i++) {
      Upsert clause = clauses.get(i);
      out.add(clause.target().isEmpty() ? ANY : targets.place(clause, i, clauses.size()));
    }
    return out;
  }

  private int place(Upsert clause, int number, int count) {
    List<Bound> terms = new ArrayList<>();
    for (OrderingTerm term : clause.target()) {
      if (term.nulls() != null) {
        throw new DbException.Sql("unsupported use of NULLS " + term.nulls());
      }
      terms.add(exprs.scalar(term.expr()));
    }
    Bound where = clause.targetWhere() == null ? null : exprs.scalar(clause.targetWhere());
    if (table.hasRowid() && terms.size() == 1 && isRowid(terms.get(0))) {
      return ROWID;
    }
    for (int i = 0; i < table.indexes().size(); i++) {
      Index index = table.indexes().get(i);
      if (!index.isUnique() || index.keyColumns() != terms.size()) {
        continue;
      }
      if (index.where() != null && (where == null || !exprs.scalar(index.where()).equals(where))) {
        continue;
      }
      if (matches(index, terms)) {
        return i;
      }
    }
    String which = count == 1 ? "" : SelectResolver.ordinal(number + 1) + " ";
    throw new DbException.Sql(
        which + "ON CONFLICT clause does not match any PRIMARY KEY or UNIQUE constraint");
  }

  private boolean isRowid(Bound term) {
    return term instanceof Bound.Column c
        && (c.column() == Source.ROWID || c.column() == table.rowidAlias());
  }

  /** Whether each column of the key is among the terms. */
  private boolean matches(Index index, List<Bound> terms) {
    for (int i = 0; i < index.keyColumns(); i++) {
      IndexColumn column = index.columns().get(i);
      boolean found = false;
      for (Bound term : terms) {
        found |= isColumn(term, column);
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private boolean isColumn(Bound term, IndexColumn column) {
    Bound bare = term;
    if (term instanceof Bound.Collate c) {
      if (!Ascii.equalsIgnoreCase(c.collation().name(), column.collation())) {
        return false;
      }
      bare = c.operand();
    }
    if (column.expr() != null) {
      Bound expr = exprs.scalar(column.expr());
      return bare.equals(expr instanceof Bound.Collate c ? c.operand() : expr);
    }
    return bare.equals(new Bound.Column(target.source(), column.column()));
  }
}
