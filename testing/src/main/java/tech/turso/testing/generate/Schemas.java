package tech.turso.testing.generate;

import java.util.ArrayList;
import java.util.List;

/** Statements that create tables, indexes and views, and what exists after them. */
final class Schemas {
  private final Dice dice;
  private final Literals literals;
  final List<Table> tables = new ArrayList<>();
  final List<String> indexes = new ArrayList<>();
  private int nextName;

  Schemas(Dice dice, Literals literals) {
    this.dice = dice;
    this.literals = literals;
  }

  /** Those that are no views. */
  List<Table> baseTables() {
    return tables.stream().filter(table -> !table.isView()).toList();
  }

  String createTable() {
    String name = "t" + nextName++;
    boolean withoutRowid = dice.percent(20);
    int count = dice.between(2, 6);
    List<Column> columns = new ArrayList<>();
    List<String> definitions = new ArrayList<>();
    // where the primary key is: 0 none, 1 in the first column, 2 behind the columns
    int keyPlace = withoutRowid ? dice.between(1, 2) : dice.between(0, 2);
    for (int i = 0; i < count; i++) {
      boolean isKey = i == 0 && keyPlace == 1;
      Column.Kind kind = dice.of(Column.Kind.values());
      Column.Value value = value(isKey, false);
      String collation = dice.percent(15) ? dice.of("NOCASE", "RTRIM", "BINARY") : "";
      String definition = "c" + i + " ";
      if (isKey && dice.percent(60)) {
        kind = Column.Kind.TAME_INTEGER;
        collation = "";
        definition +=
            "INTEGER PRIMARY KEY" + (withoutRowid ? "" : dice.of("", "", " AUTOINCREMENT"));
      } else {
        definition += type(kind) + (isKey ? " PRIMARY KEY" + dice.maybe(20, " DESC") : "");
        String constraints = columnConstraints(kind, "c" + i, isKey);
        value = value(isKey || constraints.contains(" UNIQUE"), constraints.contains(" NOT NULL"));
        definition += constraints;
        definition += collation.isEmpty() ? "" : " COLLATE " + collation;
      }
      columns.add(
          new Column("c" + i, kind, collation.isEmpty() || collation.equals("BINARY"), value));
      definitions.add(definition);
    }
    List<String> key = new ArrayList<>();
    if (keyPlace == 1) {
      key.add("c0");
    } else if (keyPlace == 2) {
      for (Column column : dice.some(columns, 2)) {
        key.add(column.name());
      }
      definitions.add("PRIMARY KEY(" + indexed(key) + ")" + conflict());
    }
    if (dice.percent(20)) {
      List<String> unique = dice.some(columns, 2).stream().map(Column::name).toList();
      definitions.add("UNIQUE(" + indexed(unique) + ")" + conflict());
    }
    if (dice.percent(10)) {
      definitions.add("CHECK(" + columns.getLast().name() + " IS NOT " + literals.any() + ")");
    }
    tables.add(new Table(name, columns, !withoutRowid, key, false));
    return "CREATE TABLE "
        + name
        + "("
        + String.join(", ", definitions)
        + ")"
        + (withoutRowid ? " WITHOUT ROWID" : "");
  }

  private static Column.Value value(boolean unique, boolean notNull) {
    return unique ? Column.Value.UNIQUE : notNull ? Column.Value.NOT_NULL : Column.Value.ANY;
  }

  private String type(Column.Kind kind) {
    return switch (kind) {
      case TAME_INTEGER, INTEGER -> dice.of("INTEGER", "INT", "BIGINT", "TINYINT(3)");
      case TAME_REAL, REAL -> dice.of("REAL", "DOUBLE", "FLOAT");
      case WORD, TEXT -> dice.of("TEXT", "VARCHAR(10)", "CLOB");
      case ANY -> dice.of("", "BLOB", "NUMERIC", "DECIMAL(10,2)", "DATE");
    };
  }

  private String columnConstraints(Column.Kind kind, String name, boolean isKey) {
    StringBuilder text = new StringBuilder();
    if (isKey) {
      text.append(conflict());
    }
    if (dice.percent(15)) {
      text.append(" NOT NULL").append(conflict());
    }
    if (!isKey && dice.percent(12)) {
      text.append(" UNIQUE").append(conflict());
    }
    if (dice.percent(25)) {
      text.append(" DEFAULT (").append(literals.of(new Column(name, kind, true))).append(")");
    }
    if (dice.percent(6)) {
      text.append(" CHECK(").append(name).append(dice.of(" IS NOT 7", " <> 'abc'", " < 1000 OR 1"));
      text.append(")");
    }
    return text.toString();
  }

  private String conflict() {
    return dice.percent(15)
        ? " ON CONFLICT " + dice.of("ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE")
        : "";
  }

  private String indexed(List<String> columns) {
    List<String> terms = new ArrayList<>();
    for (String column : columns) {
      terms.add(column + dice.of("", "", "", " DESC", " COLLATE NOCASE", " ASC"));
    }
    return String.join(", ", terms);
  }

  String createIndex() {
    Table table = dice.of(baseTables());
    String name = "i" + nextName++;
    List<String> terms = new ArrayList<>();
    for (Column column : dice.some(table.columns(), 3)) {
      String term =
          dice.percent(80)
              ? column.name()
              : dice.of("lower(%s)", "%s + 1", "length(%s)", "%s || 'x'", "typeof(%s)", "-%s")
                  .formatted(column.name());
      terms.add(term + dice.of("", "", "", " DESC", " COLLATE NOCASE", " COLLATE RTRIM"));
    }
    String where = "";
    if (dice.percent(20)) {
      String column = dice.of(table.columns()).name();
      where =
          " WHERE "
              + column
              + dice.of(" IS NOT NULL", " > 5", " = 'a'", " IS NULL", " BETWEEN 0 AND 10");
    }
    indexes.add(name);
    return "CREATE "
        + dice.maybe(10, "UNIQUE ")
        + "INDEX "
        + name
        + " ON "
        + table.name()
        + "("
        + String.join(", ", terms)
        + ")"
        + where;
  }

  String dropIndex() {
    return "DROP INDEX " + indexes.remove(dice.below(indexes.size()));
  }

  /** Creates a view over {@code select}, whose columns are {@code c0}, {@code c1}, .... */
  String createView(String select, List<Column> columns) {
    String name = "v" + nextName++;
    tables.add(new Table(name, columns, false, List.of(), true));
    return "CREATE VIEW " + name + " AS " + select;
  }

  String dropTable() {
    Table table = dice.of(tables);
    tables.remove(table);
    return "DROP " + (table.isView() ? "VIEW " : "TABLE ") + table.name();
  }
}
