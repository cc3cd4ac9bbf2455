package tech.turso.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.Statement;
import tech.turso.sql.ast.TableDefinition;
import tech.turso.sql.ast.TableDefinition.ColumnConstraint;
import tech.turso.sql.ast.TableDefinition.TableConstraint;
import tech.turso.value.Affinity;

/**
 * Makes a {@link Table} with the indexes of its constraints from its CREATE TABLE.
 *
 * <p>SQLite: build.c sqlite3AddColumn, sqlite3AddPrimaryKey, sqlite3EndTable,
 * convertToWithoutRowidTable.
 */
public final class TableBuilder {
  /** A UNIQUE or PRIMARY KEY constraint in the order written. */
  private record Key(
      Index.Origin origin,
      List<OrderingTerm> terms,
      int column,
      ConflictAction onConflict,
      OrderingTerm.@Nullable SortOrder order) {}

  private static final List<String> STANDARD_TYPES =
      List.of("ANY", "BLOB", "INT", "INTEGER", "REAL", "TEXT");

  private final String name;
  private final String source;
  private final String sql;
  private final int format;
  private final int rootPage;
  private final TableDefinition definition;

  private final List<Column> columns = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<ForeignKey> foreignKeys = new ArrayList<>();
  private final List<Key> keys = new ArrayList<>();
  private @Nullable Key primaryKey;
  private @Nullable Key lastKey;
  private int rowidAlias = -1;
  private ConflictAction rowidConflict = ConflictAction.NONE;
  private boolean autoincrement;

  private TableBuilder(
      String name,
      TableDefinition definition,
      String source,
      String sql,
      int format,
      int rootPage) {
    this.name = name;
    this.definition = definition;
    this.source = source;
    this.sql = sql;
    this.format = format;
    this.rootPage = rootPage;
  }

  /**
   * The table that a statement makes.
   *
   * @param source the text that the statement was parsed from
   * @param sql the text that the schema keeps
   * @param format the schema format: DESC of a key counts from 4 on
   * @param rootPage of its tree; 0 if not known yet
   * @throws DbException.Sql if the definition is wrong
   */
  public static Table build(
      Statement.CreateTable create, String source, String sql, int format, int rootPage) {
    return new TableBuilder(
            create.name().name().text(), create.definition(), source, sql, format, rootPage)
        .build();
  }

  private Table build() {
    Set<String> names = new HashSet<>();
    for (TableDefinition.ColumnDefinition c : definition.columns()) {
      if (!names.add(Ascii.fold(c.name().text()))) {
        throw new DbException.Sql("duplicate column name: " + c.name().text());
      }
    }
    if (definition.columns().size() > Limits.MAX_COLUMNS) {
      throw new DbException.Sql("too many columns on " + name);
    }
    for (int i = 0; i < definition.columns().size(); i++) {
      column(definition.columns().get(i), i);
    }
    for (TableConstraint constraint : definition.constraints()) {
      constraint(constraint);
    }
    if (lastKey != null) {
      keys.add(lastKey);
    }
    if (definition.strict()) {
      checkStrict();
    }
    boolean withoutRowid = definition.withoutRowid();
    if (withoutRowid) {
      if (autoincrement) {
        throw new DbException.Sql("AUTOINCREMENT not allowed on WITHOUT ROWID tables");
      }
      if (primaryKey == null) {
        throw new DbException.Sql("PRIMARY KEY missing on table " + name);
      }
      primaryKeyNotNull();
    }
    Table table =
        new Table(
            name,
            withoutRowid ? Table.Kind.WITHOUT_ROWID : Table.Kind.ROWID,
            columns,
            withoutRowid ? -1 : rowidAlias,
            rowidConflict,
            autoincrement,
            definition.strict(),
            checks,
            foreignKeys,
            sql,
            rootPage);
    indexes(table);
    return table;
  }

  // ---- columns ----

  private void column(TableDefinition.ColumnDefinition definition, int index) {
    String type = standardType(definition.type().text());
    String collation = "BINARY";
    @Nullable ConflictAction notNull = null;
    @Nullable Expr defaultValue = null;
    @Nullable String defaultText = null;
    @Nullable Expr generated = null;
    boolean stored = false;
    for (ColumnConstraint constraint : definition.constraints()) {
      switch (constraint) {
        case ColumnConstraint.PrimaryKey c ->
            primaryKey(
                new Key(
                    Index.Origin.PRIMARY_KEY, List.of(), index, action(c.onConflict()), c.order()),
                type,
                c.autoincrement());
        case ColumnConstraint.NotNull c -> notNull = action(c.onConflict());
        case ColumnConstraint.Null c -> {}
        case ColumnConstraint.Unique c ->
            keys.add(new Key(Index.Origin.UNIQUE, List.of(), index, action(c.onConflict()), null));
        case ColumnConstraint.Check c ->
            checks.add(
                new Check(
                    text(c.constraintName()),
                    source.substring(c.textStart(), c.textEnd()),
                    c.expr(),
                    ConflictAction.NONE));
        case ColumnConstraint.Default c -> {
          defaultValue = c.value();
          defaultText = source.substring(c.textStart(), c.textEnd());
        }
        case ColumnConstraint.Collate c -> collation = c.collation().text();
        case ColumnConstraint.References c -> foreignKey(List.of(index), c.target(), false);
        case ColumnConstraint.Deferral c -> defer(c.initiallyDeferred());
        case ColumnConstraint.Generated c -> {
          generated = c.expr();
          stored = c.kind() != null && Ascii.equalsIgnoreCase(c.kind().text(), "stored");
        }
      }
    }
    Affinity affinity = Affinity.ofDeclaredType(type);
    if (this.definition.strict() && Ascii.equalsIgnoreCase(type, "any")) {
      affinity = Affinity.BLOB;
    }
    columns.add(
        new Column(
            definition.name().text(),
            type,
            affinity,
            collation,
            notNull,
            defaultValue,
            defaultText,
            generated,
            stored,
            false));
  }

  /** SQLite keeps its own type names as numbers, so they come back in upper case. */
  private static String standardType(String type) {
    for (String standard : STANDARD_TYPES) {
      if (Ascii.equalsIgnoreCase(type, standard)) {
        return standard;
      }
    }
    return type;
  }

  private static ConflictAction action(@Nullable ConflictAction written) {
    return written == null ? ConflictAction.NONE : written;
  }

  private static @Nullable String text(@Nullable Name name) {
    return name == null ? null : name.text();
  }

  private void checkStrict() {
    for (Column c : columns) {
      String type = Ascii.fold(c.declaredType());
      if (type.isEmpty()) {
        throw new DbException.Sql("missing datatype for " + name + "." + c.name());
      }
      switch (type) {
        case "int", "integer", "real", "text", "blob", "any" -> {}
        default ->
            throw new DbException.Sql(
                "unknown datatype for " + name + "." + c.name() + ": \"" + c.declaredType() + "\"");
      }
    }
  }

  // ---- constraints ----

  private void constraint(TableConstraint constraint) {
    switch (constraint) {
      case TableConstraint.PrimaryKey c -> {
        int column = c.columns().size() == 1 ? columnOf(c.columns().get(0).expr()) : -1;
        String type = column < 0 ? "" : columns.get(column).declaredType();
        primaryKey(
            new Key(Index.Origin.PRIMARY_KEY, c.columns(), column, action(c.onConflict()), null),
            type,
            c.autoincrement());
      }
      case TableConstraint.Unique c ->
          keys.add(new Key(Index.Origin.UNIQUE, c.columns(), -1, action(c.onConflict()), null));
      case TableConstraint.Check c ->
          checks.add(
              new Check(
                  text(c.constraintName()),
                  source.substring(c.textStart(), c.textEnd()),
                  c.expr(),
                  ConflictAction.NONE));
      case TableConstraint.References c -> {
        List<Integer> children = new ArrayList<>();
        for (Name child : c.columns()) {
          int index = find(child.text());
          if (index < 0) {
            throw new DbException.Sql(
                "unknown column \"" + child.text() + "\" in foreign key definition");
          }
          children.add(index);
        }
        foreignKey(children, c.target(), c.deferral());
      }
    }
  }

  private int find(String columnName) {
    for (int i = 0; i < columns.size(); i++) {
      if (Ascii.equalsIgnoreCase(columns.get(i).name(), columnName)) {
        return i;
      }
    }
    return -1;
  }

  /** The column that a term of a key names; -1 if it is none. */
  private int columnOf(Expr expr) {
    return switch (expr) {
      case Expr.Column c when c.table() == null -> find(c.column().text());
      case Expr.StringLiteral s -> find(s.value());
      case Expr.Collate c -> columnOf(c.operand());
      default -> -1;
    };
  }

  private void primaryKey(Key key, String type, boolean autoincrement) {
    if (primaryKey != null) {
      throw new DbException.Sql("table \"" + name + "\" has more than one primary key");
    }
    primaryKey = key;
    boolean alias =
        key.column() >= 0
            && Ascii.equalsIgnoreCase(type, "INTEGER")
            && key.order() != OrderingTerm.SortOrder.DESC;
    if (alias && !definition.withoutRowid()) {
      rowidAlias = key.column();
      rowidConflict = key.onConflict();
      this.autoincrement = autoincrement;
      return;
    }
    if (autoincrement && !alias) {
      throw new DbException.Sql("AUTOINCREMENT is only allowed on an INTEGER PRIMARY KEY");
    }
    this.autoincrement = autoincrement;
    if (alias) {
      // WITHOUT ROWID: it would have been the rowid; its index is made after all others.
      OrderingTerm.SortOrder order =
          key.terms().isEmpty() || !key.terms().get(0).isDescending()
              ? key.order()
              : OrderingTerm.SortOrder.DESC;
      lastKey = new Key(Index.Origin.PRIMARY_KEY, List.of(), key.column(), key.onConflict(), order);
    } else {
      keys.add(key);
    }
  }

  private void foreignKey(
      List<Integer> children, TableDefinition.ForeignKey target, boolean deferred) {
    List<String> parents = new ArrayList<>();
    for (Name parent : target.columns()) {
      parents.add(parent.text());
    }
    if (!parents.isEmpty() && parents.size() != children.size()) {
      throw new DbException.Sql(
          children.size() == 1 && definition.constraints().isEmpty()
              ? "foreign key on "
                  + definition.columns().get(children.get(0)).name().text()
                  + " should reference only one column of table "
                  + target.table().text()
              : "number of columns in foreign key does not match the number of columns in the"
                  + " referenced table");
    }
    foreignKeys.add(
        new ForeignKey(
            children,
            target.table().text(),
            parents,
            target.onDelete().name().replace('_', ' '),
            target.onUpdate().name().replace('_', ' '),
            "NONE",
            deferred));
  }

  private void defer(boolean deferred) {
    if (!foreignKeys.isEmpty()) {
      ForeignKey last = foreignKeys.remove(foreignKeys.size() - 1);
      foreignKeys.add(
          new ForeignKey(
              last.childColumns(),
              last.parentTable(),
              last.parentColumns(),
              last.onDelete(),
              last.onUpdate(),
              last.match(),
              deferred));
    }
  }

  private void primaryKeyNotNull() {
    Key key = primaryKey;
    assert key != null;
    for (IndexColumn c : keyColumns(key)) {
      Column old = columns.get(c.column());
      if (old.notNull() == null) {
        columns.set(c.column(), withNotNull(old));
      }
    }
  }

  private static Column withNotNull(Column c) {
    return new Column(
        c.name(),
        c.declaredType(),
        c.affinity(),
        c.collation(),
        ConflictAction.NONE,
        c.defaultValue(),
        c.defaultText(),
        c.generated(),
        c.stored(),
        c.hidden());
  }

  // ---- indexes ----

  private List<IndexColumn> keyColumns(Key key) {
    List<IndexColumn> out = new ArrayList<>();
    if (key.terms().isEmpty()) {
      out.add(
          new IndexColumn(
              key.column(),
              null,
              columns.get(key.column()).collation(),
              format >= 4 && key.order() == OrderingTerm.SortOrder.DESC));
      return out;
    }
    for (OrderingTerm term : key.terms()) {
      int column = columnOf(term.expr());
      if (column < 0) {
        throw new DbException.Sql(
            term.expr() instanceof Expr.Column c
                ? "no such column: " + c.column().text()
                : "expressions prohibited in PRIMARY KEY and UNIQUE constraints");
      }
      String collation =
          term.expr() instanceof Expr.Collate c
              ? c.collation().text()
              : columns.get(column).collation();
      out.add(new IndexColumn(column, null, collation, format >= 4 && term.isDescending()));
    }
    return out;
  }

  /** The keys that get an index of their own, in the order that numbers their names. */
  private List<Key> distinctKeys() {
    List<Key> distinct = new ArrayList<>();
    for (Key key : keys) {
      int equal = -1;
      for (int i = 0; i < distinct.size() && equal < 0; i++) {
        equal = isEqual(keyColumns(key), keyColumns(distinct.get(i))) ? i : -1;
      }
      if (equal < 0) {
        distinct.add(key);
      } else {
        distinct.set(equal, merged(distinct.get(equal), key));
      }
    }
    return distinct;
  }

  /** One constraint in place of two on the same columns; it is a primary key if one of them is. */
  private static Key merged(Key first, Key second) {
    ConflictAction action = first.onConflict();
    if (action == ConflictAction.NONE) {
      action = second.onConflict();
    } else if (second.onConflict() != ConflictAction.NONE && second.onConflict() != action) {
      throw new DbException.Sql("conflicting ON CONFLICT clauses specified");
    }
    Index.Origin origin =
        second.origin() == Index.Origin.PRIMARY_KEY ? second.origin() : first.origin();
    return new Key(origin, first.terms(), first.column(), action, first.order());
  }

  private static boolean isEqual(List<IndexColumn> a, List<IndexColumn> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i).column() != b.get(i).column()
          || !Ascii.equalsIgnoreCase(a.get(i).collation(), b.get(i).collation())) {
        return false;
      }
    }
    return true;
  }

  private void indexes(Table table) {
    List<Key> distinct = distinctKeys();
    @Nullable Index primary = null;
    for (int i = 0; i < distinct.size() && !table.hasRowid(); i++) {
      if (distinct.get(i).origin() == Index.Origin.PRIMARY_KEY) {
        // Made before the others, which end with its columns, but listed in its place.
        primary = primaryKeyIndex(table, distinct.get(i), i + 1);
        table.primaryKeyIndex(primary);
      }
    }
    for (int i = 0; i < distinct.size(); i++) {
      Key key = distinct.get(i);
      if (primary != null && key.origin() == Index.Origin.PRIMARY_KEY) {
        table.add(primary);
        continue;
      }
      List<IndexColumn> own = keyColumns(key);
      table.add(
          new Index(
              autoIndexName(i + 1),
              table,
              key.origin(),
              true,
              key.onConflict(),
              own.size(),
              IndexBuilder.complete(table, own),
              null,
              null,
              0));
    }
  }

  private String autoIndexName(int number) {
    return "sqlite_autoindex_" + name + "_" + number;
  }

  private Index primaryKeyIndex(Table table, Key key, int number) {
    List<IndexColumn> all = new ArrayList<>();
    for (IndexColumn c : keyColumns(key)) {
      if (all.stream().noneMatch(o -> o.column() == c.column())) {
        all.add(c);
      }
    }
    int keyCount = all.size();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      boolean virtual = columns.get(i).generated() != null && !columns.get(i).stored();
      if (!virtual && all.stream().noneMatch(o -> o.column() == column)) {
        all.add(new IndexColumn(i, null, columns.get(i).collation(), false));
      }
    }
    return new Index(
        autoIndexName(number),
        table,
        Index.Origin.PRIMARY_KEY,
        true,
        key.onConflict(),
        keyCount,
        all,
        null,
        null,
        rootPage);
  }

  /**
   * The number of column {@code c} in the PRIMARY KEY of {@code table}, from 1; 0 if it is none.
   */
  public static int primaryKeyNumber(Table table, int c) {
    if (table.rowidAlias() >= 0) {
      return c == table.rowidAlias() ? 1 : 0;
    }
    for (Index index : table.indexes()) {
      if (index.origin() == Index.Origin.PRIMARY_KEY) {
        for (int i = 0; i < index.keyColumns(); i++) {
          if (index.columns().get(i).column() == c) {
            return i + 1;
          }
        }
      }
    }
    return 0;
  }
}
