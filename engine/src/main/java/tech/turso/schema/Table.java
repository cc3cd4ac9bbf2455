package tech.turso.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.ConflictAction;

/** An ordinary table: a table tree of rows by rowid, or an index tree if it is WITHOUT ROWID. */
public final class Table implements Relation {
  /** What kind of table it is. */
  public enum Kind {
    /** Rows by rowid. */
    ROWID,
    /** Rows by primary key. */
    WITHOUT_ROWID,
    /** Made by a module. */
    VIRTUAL
  }

  private final String name;
  private final Kind kind;
  private final List<Column> columns;
  private final int rowidAlias;
  private final ConflictAction rowidConflict;
  private final boolean autoincrement;
  private final boolean strict;
  private final List<Check> checks;
  private final List<ForeignKey> foreignKeys;
  private final String sql;
  private final List<Index> indexes = new ArrayList<>();
  private final int[] rowPositions;
  private final int storedColumns;
  private int rootPage;
  private @Nullable Index primaryKeyIndex;
  private long rowEstimate = -1;
  private @Nullable String module;

  /**
   * Makes a table without indexes; the reader adds those of its constraints.
   *
   * @param rowidAlias index of the INTEGER PRIMARY KEY column, or -1
   * @param rowidConflict what a duplicate rowid does, if the statement does not say
   */
  public Table(
      String name,
      Kind kind,
      List<Column> columns,
      int rowidAlias,
      ConflictAction rowidConflict,
      boolean autoincrement,
      boolean strict,
      List<Check> checks,
      List<ForeignKey> foreignKeys,
      String sql,
      int rootPage) {
    this.name = name;
    this.kind = kind;
    this.columns = List.copyOf(columns);
    this.rowidAlias = rowidAlias;
    this.rowidConflict = rowidConflict;
    this.autoincrement = autoincrement;
    this.strict = strict;
    this.checks = List.copyOf(checks);
    this.foreignKeys = List.copyOf(foreignKeys);
    this.sql = sql;
    this.rootPage = rootPage;
    this.rowPositions = new int[columns.size()];
    int stored = 0;
    for (int i = 0; i < columns.size(); i++) {
      if (isStored(columns.get(i))) {
        rowPositions[i] = stored++;
      }
    }
    this.storedColumns = stored;
    int last = stored;
    for (int i = 0; i < columns.size(); i++) {
      if (!isStored(columns.get(i))) {
        rowPositions[i] = last++;
      }
    }
  }

  private static boolean isStored(Column column) {
    return column.generated() == null || column.stored();
  }

  @Override
  public String name() {
    return name;
  }

  /** What kind of table it is. */
  public Kind kind() {
    return kind;
  }

  /** Whether rows have a rowid. */
  public boolean hasRowid() {
    return kind != Kind.WITHOUT_ROWID;
  }

  /** Its columns in order. */
  public List<Column> columns() {
    return columns;
  }

  /** Index of the column that is another name of the rowid; -1 if there is none. */
  public int rowidAlias() {
    return rowidAlias;
  }

  /** What a duplicate rowid does, if the statement does not say. */
  public ConflictAction rowidConflict() {
    return rowidConflict;
  }

  /** Whether rowids never come again. */
  public boolean isAutoincrement() {
    return autoincrement;
  }

  /** Whether it is STRICT. */
  public boolean isStrict() {
    return strict;
  }

  /** Its CHECK constraints in order. */
  public List<Check> checks() {
    return checks;
  }

  /** Its FOREIGN KEY constraints in order. */
  public List<ForeignKey> foreignKeys() {
    return foreignKeys;
  }

  /** Its CREATE TABLE. */
  public String sql() {
    return sql;
  }

  /** Its indexes, the newest first, as SQLite lists them; the primary key of WITHOUT ROWID too. */
  public List<Index> indexes() {
    return Collections.unmodifiableList(indexes);
  }

  /** Page number of its root. */
  public int rootPage() {
    return rootPage;
  }

  /** Sets the root after auto-vacuum moved it. */
  public void rootPage(int page) {
    rootPage = page;
    if (primaryKeyIndex != null) {
      primaryKeyIndex.rootPage(page);
    }
  }

  /** The index that is this table, if it is WITHOUT ROWID. */
  public @Nullable Index primaryKeyIndex() {
    return primaryKeyIndex;
  }

  /** Statistics: how many rows; -1 if unknown. */
  public long rowEstimate() {
    return rowEstimate;
  }

  /** Sets the statistics. */
  public void rowEstimate(long rows) {
    rowEstimate = rows;
  }

  /** The module of a virtual table. */
  public @Nullable String module() {
    return module;
  }

  /** Index of the column of that name, in any case; -1 if there is none. */
  public int columnIndex(String columnName) {
    for (int i = 0; i < columns.size(); i++) {
      if (Ascii.equalsIgnoreCase(columns.get(i).name(), columnName)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether {@code columnName} is one of the names of a rowid. */
  public static boolean isRowidName(String columnName) {
    return Ascii.equalsIgnoreCase(columnName, "rowid")
        || Ascii.equalsIgnoreCase(columnName, "oid")
        || Ascii.equalsIgnoreCase(columnName, "_rowid_");
  }

  /**
   * Position of column {@code column} in a record of this table, or -1 if it is not stored: the
   * rowid's alias is (as NULL), virtual generated columns are not.
   */
  public int storedPosition(int column) {
    if (primaryKeyIndex != null) {
      return primaryKeyIndex.positionOf(column);
    }
    int at = 0;
    for (int i = 0; i < columns.size(); i++) {
      Column c = columns.get(i);
      boolean stored = c.generated() == null || c.stored();
      if (i == column) {
        return stored ? at : -1;
      }
      if (stored) {
        at++;
      }
    }
    return -1;
  }

  /**
   * Position of column {@code column} in a row that is held in registers: those that are stored
   * (the rowid's alias too) in order, then the virtual ones.
   */
  public int rowPosition(int column) {
    return rowPositions[column];
  }

  /** How many columns are stored: the fields of a record of a table with rowids. */
  public int storedColumns() {
    return storedColumns;
  }

  /** Whether a column is generated. */
  public boolean hasGenerated() {
    for (Column column : columns) {
      if (column.generated() != null) {
        return true;
      }
    }
    return false;
  }

  void module(String moduleName) {
    module = moduleName;
  }

  void primaryKeyIndex(Index index) {
    primaryKeyIndex = index;
  }

  /**
   * Adds an index in front; one that replaces rows, which is checked after the others, in front of
   * those that replace. SQLite: build.c sqlite3CreateIndex.
   */
  void add(Index index) {
    int at = 0;
    if (index.onConflict() == ConflictAction.REPLACE) {
      while (at < indexes.size() && indexes.get(at).onConflict() != ConflictAction.REPLACE) {
        at++;
      }
    }
    indexes.add(at, index);
  }

  void remove(Index index) {
    indexes.remove(index);
  }

  @Override
  public String toString() {
    return name;
  }
}
