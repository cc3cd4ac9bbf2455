package tech.turso.testing.generate;

import java.util.ArrayList;
import java.util.List;

/** INSERT, UPDATE and DELETE statements. */
final class Changes {
  private final Dice dice;
  private final Literals literals;
  private final Schemas schema;
  private final Queries queries;

  Changes(Dice dice, Literals literals, Schemas schema, Queries queries) {
    this.dice = dice;
    this.literals = literals;
    this.schema = schema;
    this.queries = queries;
  }

  String statement() {
    Table table = dice.of(schema.baseTables());
    return switch (dice.below(10)) {
      case 0, 1, 2, 3 -> insert(table, dice.between(1, 4));
      case 4 -> insertSelect(table);
      case 5 -> "INSERT INTO " + table.name() + " DEFAULT VALUES";
      case 6 -> delete(table);
      case 7 -> updateFrom(table);
      default -> update(table);
    };
  }

  String insert(Table table, int rows) {
    List<Column> columns =
        dice.percent(70) ? table.columns() : dice.some(table.columns(), table.columns().size());
    boolean rowid = table.hasRowid() && dice.percent(8);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      List<String> row = new ArrayList<>();
      for (Column column : columns) {
        row.add(literals.of(column));
      }
      if (rowid) {
        row.add(dice.percent(80) ? Integer.toString(dice.between(-5, 60)) : literals.any());
      }
      values.add("(" + String.join(", ", row) + ")");
    }
    String names = String.join(", ", columns.stream().map(Column::name).toList());
    boolean named = rowid || columns != table.columns() || dice.percent(20);
    return verb()
        + table.name()
        + (named ? "(" + names + (rowid ? ", rowid" : "") + ")" : "")
        + " VALUES "
        + String.join(", ", values)
        + returning(table);
  }

  private String verb() {
    return dice.percent(70)
        ? "INSERT INTO "
        : dice.of(
            "INSERT OR REPLACE INTO ",
            "INSERT OR IGNORE INTO ",
            "INSERT OR ABORT INTO ",
            "INSERT OR FAIL INTO ",
            "INSERT OR ROLLBACK INTO ",
            "REPLACE INTO ");
  }

  /** Rows come in an order without ties, for they get their rowids in it. */
  private String insertSelect(Table table) {
    Table from = dice.of(schema.baseTables());
    List<String> results = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      // tame columns stay tame
      List<Column> fitting =
          from.columns().stream().filter(c -> c.kind() == column.kind()).toList();
      String name = "d" + columns.size();
      results.add(
          (fitting.isEmpty() ? literals.of(column) : dice.of(fitting).name()) + " AS " + name);
      columns.add(new Column(name, Column.Kind.ANY, false));
    }
    String select =
        "SELECT "
            + String.join(", ", results)
            + " FROM "
            + from.name()
            + " WHERE "
            + queries.expressions().condition(from.columns(), 1);
    String ordered = queries.ordered(new Queries.Query(select, columns));
    if (!ordered.contains(" LIMIT ")) {
      ordered += " LIMIT 10"; // tables stay small
    }
    return verb() + table.name() + " " + ordered;
  }

  /**
   * The OR forms and constraints' own conflict clauses see rows in the order of the table's key.
   */
  private String update(Table table) {
    return "UPDATE "
        + dice.of("", "", "OR IGNORE ", "OR REPLACE ", "OR FAIL ", "OR ABORT ", "OR ROLLBACK ")
        + table.name()
        + " SET "
        + sets(table)
        + scanned(table)
        + returning(table);
  }

  private String sets(Table table) {
    List<String> sets = new ArrayList<>();
    List<Column> changed = dice.some(table.columns(), 2);
    if (changed.size() == 2 && dice.percent(15)) {
      return "("
          + changed.get(0).name()
          + ", "
          + changed.get(1).name()
          + ") = ("
          + literals.of(changed.get(0))
          + ", "
          + literals.of(changed.get(1))
          + ")";
    }
    for (Column column : changed) {
      String value =
          switch (column.kind()) {
            case TAME_INTEGER -> dice.of(column.name() + " + 1", column.name() + " - 1", "5");
            case TAME_REAL -> dice.of("2.5", column.name() + " * -1", "0.25");
            case WORD -> literals.shortText();
            default ->
                dice.percent(50)
                    ? literals.of(column)
                    : queries.expressions().value(table.columns(), 1);
          };
      sets.add(column.name() + " = " + value);
    }
    return String.join(", ", sets);
  }

  /** A WHERE clause that no index serves, so that rows are read in the order of the key. */
  private String scanned(Table table) {
    if (dice.percent(10)) {
      return "";
    }
    List<Column> hidden = new ArrayList<>();
    for (Column column : table.columns()) {
      hidden.add(new Column("+" + column.name(), column.kind(), column.binary()));
    }
    return " WHERE "
        + queries.expressions().seekable(hidden)
        + dice.maybe(30, " AND " + queries.expressions().condition(hidden, 1));
  }

  /** Each row of the table meets at most one row of the other: joined by the other's key. */
  private String updateFrom(Table table) {
    List<Table> keyed =
        schema.baseTables().stream()
            .filter(other -> other.key().size() == 1 && other != table)
            .toList();
    List<Column> anything =
        table.columns().stream().filter(column -> column.kind() == Column.Kind.ANY).toList();
    if (keyed.isEmpty() || anything.isEmpty()) {
      return update(table);
    }
    Table other = dice.of(keyed);
    return "UPDATE "
        + table.name()
        + " SET "
        + dice.of(anything).name()
        + " = f."
        + dice.of(other.columns()).name()
        + " FROM "
        + other.name()
        + " AS f WHERE f."
        + other.key().getFirst()
        + " = +"
        + table.name()
        + "."
        + dice.of(table.columns()).name();
  }

  private String delete(Table table) {
    String where =
        dice.percent(4)
            ? ""
            : " WHERE "
                + queries.expressions().seekable(table.columns())
                + " AND "
                + queries.expressions().condition(table.columns(), 2);
    return "DELETE FROM " + table.name() + where + returning(table);
  }

  private String returning(Table table) {
    if (!dice.percent(12)) {
      return "";
    }
    return " RETURNING "
        + dice.of("*", dice.of(table.columns()).name())
        + dice.maybe(30, ", " + queries.expressions().value(table.columns(), 1) + " AS r");
  }
}
