package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.schema.Table;
import tech.turso.value.Affinity;

/**
 * One entry of a FROM clause: a table or a query, by the name it has there. Identity is its
 * equality: the same table twice is two sources.
 */
public final class Source {
  /** The column number of the rowid. */
  public static final int ROWID = -1;

  /** How a source is joined to those on its left. */
  public enum Join {
    /** INNER or comma. */
    INNER,
    /** INNER, in the order written. */
    CROSS,
    /** Rows on the left without a partner stay, with NULLs here. */
    LEFT,
    /** Rows here without a partner stay, with NULLs on the left. */
    RIGHT,
    /** Both. */
    FULL
  }

  /**
   * A column as this source offers it.
   *
   * @param name that it has here
   * @param declaredType null if it is no plain column
   * @param collation name of the collation
   * @param hidden whether {@code *} leaves it out
   * @param table the name of the table under which a parenthesised join offers it; null elsewhere
   */
  public record Offered(
      String name,
      Affinity affinity,
      String collation,
      @Nullable String declaredType,
      boolean hidden,
      @Nullable String table) {}

  private final @Nullable String name;
  private final int database;
  private final @Nullable Table table;
  private @Nullable Query query;
  private @Nullable TableFunction function;
  private final List<Offered> offered;
  private final int depth;

  Join join = Join.INNER;
  final List<Bound> on = new ArrayList<>();
  final List<String> using = new ArrayList<>();
  @Nullable String indexedBy;
  boolean notIndexed;
  boolean fromJoin;
  @Nullable String schemaName;

  /** Whether columns cannot be named by the schema: the row of RETURNING. */
  boolean hidesSchema;

  /** The name of the view or common table that it is. */
  @Nullable String relation;

  /** The schema as it is written before the table's name. */
  @Nullable String writtenSchema;

  /** The view that its query comes from. */
  @Nullable String viewName;

  /** Whether a column is read, which is noted only if there is an authorizer. */
  boolean isRead;

  int index;

  private int rows = 200;

  /** Set if it is a common table. */
  @Nullable CommonUse common;

  private Source(
      @Nullable String name,
      int database,
      @Nullable Table table,
      @Nullable Query query,
      @Nullable TableFunction function,
      List<Offered> offered,
      int depth) {
    this.name = name;
    this.database = database;
    this.table = table;
    this.query = query;
    this.function = function;
    this.offered = offered;
    this.depth = depth;
  }

  /** A table under a name, in a query at nesting {@code depth}. */
  public static Source of(Table table, int database, String name, int depth) {
    List<Offered> columns = new ArrayList<>();
    for (var c : table.columns()) {
      columns.add(
          new Offered(c.name(), c.affinity(), c.collation(), c.declaredType(), c.hidden(), null));
    }
    return new Source(name, database, table, null, null, columns, depth);
  }

  /** Another source that gives the same rows. */
  Source copy() {
    Source copy = new Source(name, database, table, query, function, offered, depth);
    copy.join = join;
    copy.on.addAll(on);
    copy.using.addAll(using);
    copy.indexedBy = indexedBy;
    copy.notIndexed = notIndexed;
    copy.fromJoin = fromJoin;
    copy.schemaName = schemaName;
    copy.hidesSchema = hidesSchema;
    copy.relation = relation;
    copy.index = index;
    copy.common = common;
    return copy;
  }

  /** Changes the query whose rows these are. */
  void query(Query changed) {
    query = changed;
  }

  /** Changes the function whose rows these are. */
  void function(TableFunction changed) {
    function = changed;
  }

  /** A query under a name. */
  static Source of(Query query, @Nullable String name, List<Offered> columns, int depth) {
    return new Source(name, -1, null, query, null, columns, depth);
  }

  /** A table-valued function under a name. */
  static Source of(TableFunction function, String name, List<Offered> columns, int depth) {
    return new Source(name, -1, null, null, function, columns, depth);
  }

  /** The name of its table or view; null if it is neither. */
  @Nullable String relationName() {
    return table != null ? table.name() : viewName;
  }

  /** Its name in the query: the alias, or the table's; null for a query without alias. */
  public @Nullable String name() {
    return name;
  }

  /** Number of the database of its table; -1 if it is no table. */
  public int database() {
    return database;
  }

  /** Its table, if it is one. */
  public @Nullable Table table() {
    return table;
  }

  /** Its query, if it is one. */
  public @Nullable Query query() {
    return query;
  }

  /** How its common table is used, if it is one. */
  public @Nullable CommonUse common() {
    return common;
  }

  /** Estimate of a query's rows, by which loops over it are weighed. */
  public void rows(int estimate) {
    rows = estimate;
  }

  int rows() {
    return rows;
  }

  /** What EXPLAIN QUERY PLAN calls it where its rows are read. */
  public String label() {
    if (name != null) {
      return name;
    }
    if (query instanceof ValuesQuery values && values.rows().size() > 1) {
      return values.rows().size() + "-ROW VALUES CLAUSE";
    }
    return query == null ? "" : (fromJoin ? "(join-" : "(subquery-") + query.id() + ")";
  }

  /** What EXPLAIN QUERY PLAN calls it where its rows are computed. */
  public String definitionLabel() {
    return relation != null ? relation : table != null ? table.name() : label();
  }

  /** Its table-valued function, if it is one. */
  public @Nullable TableFunction function() {
    return function;
  }

  /** Its columns. */
  public List<Offered> offered() {
    return offered;
  }

  /** How deep the query it belongs to is nested; 0 is the statement's own. */
  public int depth() {
    return depth;
  }

  /** How it is joined to those on its left. */
  public Join join() {
    return join;
  }

  /** Conditions of its ON or USING, if they may not be moved to WHERE: it is an outer join. */
  public List<Bound> on() {
    return on;
  }

  /** The index that INDEXED BY names. */
  public @Nullable String indexedBy() {
    return indexedBy;
  }

  /** Whether NOT INDEXED was written. */
  public boolean isNotIndexed() {
    return notIndexed;
  }

  /** Position in its FROM clause, from 0. */
  public int index() {
    return index;
  }

  /** Whether rows of this source may be all NULL because it is on an outer join's inner side. */
  public boolean isOuterJoined() {
    return join == Join.LEFT || join == Join.FULL;
  }

  /** Whether it is a table of the database of that name. */
  boolean schemaIs(String schema) {
    return !hidesSchema && schemaName != null && Ascii.equalsIgnoreCase(schemaName, schema);
  }

  /** The affinity of a column; a rowid's is INTEGER. */
  public Affinity affinity(int column) {
    return column < 0 ? Affinity.INTEGER : offered.get(column).affinity();
  }

  /** The name of the collation of a column. */
  public String collation(int column) {
    return column < 0 ? "BINARY" : offered.get(column).collation();
  }

  /** Index of the column of that name; -2 if there is none. */
  int find(String columnName) {
    for (int i = 0; i < offered.size(); i++) {
      if (Ascii.equalsIgnoreCase(offered.get(i).name(), columnName)) {
        return i;
      }
    }
    return -2;
  }

  @Override
  public String toString() {
    return name == null ? "(subquery)" : name;
  }
}
