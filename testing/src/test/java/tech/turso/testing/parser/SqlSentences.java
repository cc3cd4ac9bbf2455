package tech.turso.testing.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes random statements of SQLite's grammar, production by production, as lists of tokens. Names
 * are few, so that many statements also make sense.
 */
final class SqlSentences {
  private static final String[] NAMES = {
    "a",
    "b",
    "c",
    "d",
    "t",
    "u",
    "v",
    "x",
    "main",
    "\"a\"",
    "[b]",
    "`c`",
    "'s'",
    "rowid",
    "key",
    "of",
    "no",
    "row",
    "left",
    "full",
    "cross",
    "indexed",
    "like",
    "match",
    "glob",
    "if",
    "current",
    "end",
    "desc",
    "asc",
    "temp",
    "plan",
    "query",
    "do",
    "replace",
    "offset",
    "rows",
    "window",
    "over",
    "filter",
    "partition",
    "groups",
    "generated",
    "always",
    "with",
    "without",
    "recursive",
    "materialized",
    "first",
    "last",
    "nulls",
    "ties",
    "range",
    "exclude",
    "begin",
    "true",
    "false",
    "cast",
    "raise",
    "current_date",
    "natural",
    "\u00e9",
    "_x",
    "a$"
  };

  private static final String[] LITERALS = {
    "0",
    "1",
    "-1",
    "2.5",
    "1e3",
    ".5",
    "5.",
    "0x1F",
    "1_000",
    "1__0",
    "9223372036854775808",
    "'s'",
    "'it''s'",
    "x'0a'",
    "X''",
    "NULL",
    "CURRENT_TIME",
    "CURRENT_DATE",
    "CURRENT_TIMESTAMP",
    "?",
    "?1",
    "?2",
    ":a",
    "@b",
    "$c",
    "$d::e(f)",
    "true",
    "\"s\""
  };

  private static final String[] BINARY = {
    "+",
    "-",
    "*",
    "/",
    "%",
    "||",
    "->",
    "->>",
    "&",
    "|",
    "<<",
    ">>",
    "=",
    "==",
    "<>",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "AND",
    "OR",
    "IS",
    "IS NOT",
    "IS DISTINCT FROM",
    "IS NOT DISTINCT FROM",
    "LIKE",
    "NOT LIKE",
    "GLOB",
    "REGEXP",
    "MATCH",
    "NOT MATCH"
  };

  private static final String[] JOINS = {
    ",",
    "JOIN",
    "INNER JOIN",
    "CROSS JOIN",
    "LEFT JOIN",
    "LEFT OUTER JOIN",
    "RIGHT JOIN",
    "FULL OUTER JOIN",
    "NATURAL JOIN",
    "NATURAL LEFT JOIN",
    "NATURAL RIGHT OUTER JOIN",
    "INNER LEFT JOIN",
    "OUTER JOIN",
    "LEFT x JOIN"
  };

  private static final String[] CONFLICTS = {"ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"};

  private final SplittableRandom random;
  private final List<String> tokens = new ArrayList<>();
  private int budget;

  SqlSentences(SplittableRandom random) {
    this.random = random;
  }

  /** The tokens of a statement, without a semicolon. */
  List<String> next() {
    tokens.clear();
    budget = 4 + random.nextInt(60);
    if (chance(4)) {
      add(pick("EXPLAIN", "EXPLAIN QUERY PLAN"));
    }
    statement();
    return List.copyOf(tokens);
  }

  private void statement() {
    switch (random.nextInt(26)) {
      case 0, 1, 2, 3, 4, 5, 6 -> select();
      case 7, 8 -> insert(false);
      case 9, 10 -> update(false);
      case 11 -> delete(false);
      case 12, 13, 14 -> createTable();
      case 15 -> createIndex();
      case 16 -> createView();
      case 17, 18 -> createTrigger();
      case 19 -> createVirtualTable();
      case 20, 21 -> alter();
      case 22 -> drop();
      default -> small();
    }
  }

  // Helpers

  private void add(String text) {
    for (String token : text.split(" ")) {
      tokens.add(token);
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private void maybe(int percent, String text) {
    if (chance(percent)) {
      add(text);
    }
  }

  private void maybe(int percent, Runnable part) {
    if (chance(percent)) {
      part.run();
    }
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private void name() {
    add(chance(80) ? pick("a", "b", "c", "t", "u", "x") : pick(NAMES));
  }

  private void list(Runnable part) {
    part.run();
    while (chance(35)) {
      add(",");
      part.run();
    }
  }

  private void parenthesised(Runnable part) {
    add("(");
    part.run();
    add(")");
  }

  private void table() {
    maybe(15, () -> add(pick("main", "temp", "'main'", "x") + " ."));
    add(chance(85) ? pick("t", "u", "v") : pick(NAMES));
  }

  // Expressions

  private void expr() {
    if (budget-- <= 0) {
      leaf();
      return;
    }
    switch (random.nextInt(30)) {
      case 0, 1, 2, 3, 4, 5 -> leaf();
      case 6, 7, 8, 9, 10, 11 -> {
        expr();
        add(pick(BINARY));
        expr();
      }
      case 12, 13 -> {
        add(pick("NOT", "-", "+", "~"));
        expr();
      }
      case 14, 15 -> parenthesised(this::expr);
      case 16 -> {
        expr();
        add(pick("ISNULL", "NOTNULL", "NOT NULL", "IS NULL", "IS NOT NULL"));
      }
      case 17 -> {
        expr();
        add(pick("BETWEEN", "NOT BETWEEN"));
        expr();
        add("AND");
        expr();
      }
      case 18, 19 -> in();
      case 20 -> {
        expr();
        add(pick("LIKE", "NOT LIKE", "GLOB"));
        expr();
        add("ESCAPE");
        expr();
      }
      case 21 -> caseExpr();
      case 22 -> {
        add("CAST (");
        expr();
        add("AS");
        type();
        add(")");
      }
      case 23 -> {
        expr();
        add("COLLATE");
        add(pick("nocase", "binary", "'x'", "\"rtrim\""));
      }
      case 24, 25, 26 -> call();
      case 27 -> {
        maybe(40, pick("EXISTS", "NOT EXISTS"));
        parenthesised(this::select);
      }
      case 28 -> {
        add("(");
        expr();
        add(",");
        list(this::expr);
        add(")");
      }
      default -> {
        add("RAISE (");
        if (chance(40)) {
          add("IGNORE");
        } else {
          add(pick("ABORT", "FAIL", "ROLLBACK") + " ,");
          expr();
        }
        add(")");
      }
    }
  }

  private void leaf() {
    if (chance(50)) {
      add(pick(LITERALS));
      return;
    }
    name();
    if (chance(15)) {
      add(".");
      name();
      if (chance(30)) {
        add(".");
        name();
      }
    }
  }

  private void in() {
    expr();
    add(pick("IN", "NOT IN"));
    switch (random.nextInt(5)) {
      case 0 -> table();
      case 1 -> {
        table();
        add("(");
        maybe(60, () -> list(this::expr));
        add(")");
      }
      case 2 -> parenthesised(this::select);
      default -> {
        add("(");
        maybe(85, () -> list(this::expr));
        add(")");
      }
    }
  }

  private void caseExpr() {
    add("CASE");
    maybe(40, this::expr);
    do {
      add("WHEN");
      expr();
      add("THEN");
      expr();
    } while (chance(30));
    if (chance(50)) {
      add("ELSE");
      expr();
    }
    add("END");
  }

  private void call() {
    add(chance(80) ? pick("abs", "sum", "max", "count", "row_number") : pick(NAMES));
    add("(");
    if (chance(10)) {
      add("*");
    } else {
      maybe(10, pick("DISTINCT", "ALL"));
      maybe(80, () -> list(this::expr));
      maybe(10, this::orderBy);
    }
    add(")");
    if (chance(12)) {
      add("FILTER ( WHERE");
      expr();
      add(")");
    }
    if (chance(20)) {
      add("OVER");
      if (chance(30)) {
        name();
      } else {
        parenthesised(this::window);
      }
    }
  }

  private void window() {
    maybe(20, this::name);
    if (chance(40)) {
      add("PARTITION BY");
      list(this::expr);
    }
    maybe(50, this::orderBy);
    if (chance(40)) {
      add(pick("ROWS", "RANGE", "GROUPS"));
      if (chance(60)) {
        add("BETWEEN");
        bound("PRECEDING");
        add("AND");
        bound("FOLLOWING");
      } else {
        bound("PRECEDING");
      }
      maybe(25, "EXCLUDE " + pick("NO OTHERS", "CURRENT ROW", "GROUP", "TIES"));
    }
  }

  private void bound(String side) {
    switch (random.nextInt(4)) {
      case 0 -> add("UNBOUNDED " + side);
      case 1 -> add("CURRENT ROW");
      default -> {
        expr();
        add(pick("PRECEDING", "FOLLOWING"));
      }
    }
  }

  private void orderBy() {
    add("ORDER BY");
    sortList();
  }

  private void sortList() {
    list(
        () -> {
          expr();
          maybe(30, pick("ASC", "DESC"));
          maybe(12, pick("NULLS FIRST", "NULLS LAST"));
        });
  }

  private void type() {
    maybe(90, () -> add(pick("INT", "TEXT", "VARCHAR ( 10 )", "DECIMAL ( +1 , -2.5 )", "a 'b' c")));
  }

  // Queries

  private void select() {
    maybe(8, this::with);
    core();
    while (chance(12)) {
      add(pick("UNION", "UNION ALL", "EXCEPT", "INTERSECT"));
      core();
    }
  }

  private void with() {
    add("WITH");
    maybe(30, "RECURSIVE");
    list(
        () -> {
          name();
          maybe(30, this::columnNames);
          add(pick("AS", "AS", "AS MATERIALIZED", "AS NOT MATERIALIZED"));
          parenthesised(this::select);
        });
  }

  private void columnNames() {
    parenthesised(
        () ->
            list(
                () -> {
                  name();
                  maybe(2, pick("COLLATE x", "ASC"));
                }));
  }

  private void core() {
    if (chance(12)) {
      add("VALUES");
      list(() -> parenthesised(() -> list(this::expr)));
      return;
    }
    add("SELECT");
    maybe(12, pick("DISTINCT", "ALL"));
    resultColumns();
    if (chance(65)) {
      add("FROM");
      from();
    }
    where();
    if (chance(12)) {
      add("GROUP BY");
      list(this::expr);
    }
    if (chance(6)) {
      add("HAVING");
      expr();
    }
    if (chance(8)) {
      add("WINDOW");
      list(
          () -> {
            name();
            add("AS");
            parenthesised(this::window);
          });
    }
    maybe(15, this::orderBy);
    maybe(12, this::limit);
  }

  private void where() {
    if (chance(35)) {
      add("WHERE");
      expr();
    }
  }

  private void limit() {
    add("LIMIT");
    expr();
    if (chance(40)) {
      add(pick("OFFSET", ","));
      expr();
    }
  }

  private void resultColumns() {
    list(
        () -> {
          if (chance(12)) {
            add("*");
          } else if (chance(8)) {
            name();
            add(". *");
          } else {
            expr();
            alias();
          }
        });
  }

  private void alias() {
    if (chance(20)) {
      maybe(60, "AS");
      name();
    }
  }

  private void from() {
    source();
    while (chance(30)) {
      add(pick(JOINS));
      source();
      if (chance(30)) {
        add("ON");
        expr();
      }
      if (chance(8)) {
        add("USING");
        parenthesised(() -> list(this::name));
      }
    }
  }

  private void source() {
    switch (random.nextInt(12)) {
      case 0, 1 -> {
        parenthesised(this::select);
        alias();
      }
      case 2 -> {
        parenthesised(this::from);
        alias();
      }
      case 3 -> {
        table();
        add("(");
        maybe(60, () -> list(this::expr));
        add(")");
        alias();
      }
      default -> {
        table();
        alias();
        maybe(10, this::indexHint);
      }
    }
  }

  private void indexHint() {
    if (chance(50)) {
      add("NOT INDEXED");
    } else {
      add("INDEXED BY");
      name();
    }
  }

  // Changes

  private void insert(boolean inTrigger) {
    maybe(inTrigger ? 1 : 8, this::with);
    if (chance(20)) {
      add("REPLACE");
    } else {
      add("INSERT");
      maybe(20, () -> add("OR " + pick(CONFLICTS)));
    }
    add("INTO");
    table();
    maybe(10, "AS x");
    maybe(40, () -> parenthesised(() -> list(this::name)));
    if (chance(inTrigger ? 1 : 12)) {
      add("DEFAULT VALUES");
    } else {
      select();
      while (chance(20)) {
        upsert();
      }
    }
    maybe(inTrigger ? 1 : 20, this::returning);
  }

  private void upsert() {
    add("ON CONFLICT");
    if (chance(80)) {
      parenthesised(this::sortList);
      where();
    }
    add("DO");
    if (chance(40)) {
      add("NOTHING");
    } else {
      add("UPDATE SET");
      assignments();
      where();
    }
  }

  private void assignments() {
    list(
        () -> {
          if (chance(20)) {
            parenthesised(() -> list(this::name));
          } else {
            name();
          }
          add("=");
          expr();
        });
  }

  private void returning() {
    add("RETURNING");
    resultColumns();
  }

  private void update(boolean inTrigger) {
    maybe(inTrigger ? 0 : 8, this::with);
    add("UPDATE");
    maybe(15, () -> add("OR " + pick(CONFLICTS)));
    table();
    maybe(10, "AS x");
    maybe(inTrigger ? 2 : 6, this::indexHint);
    add("SET");
    assignments();
    if (chance(20)) {
      add("FROM");
      from();
    }
    where();
    tail(inTrigger);
  }

  private void delete(boolean inTrigger) {
    maybe(inTrigger ? 0 : 8, this::with);
    add("DELETE FROM");
    table();
    maybe(10, "AS x");
    maybe(inTrigger ? 2 : 6, this::indexHint);
    where();
    tail(inTrigger);
  }

  private void tail(boolean inTrigger) {
    if (!inTrigger || chance(2)) {
      maybe(15, this::returning);
      maybe(10, this::orderBy);
      maybe(12, this::limit);
    }
  }

  // Schema

  private void createTable() {
    add("CREATE");
    maybe(15, pick("TEMP", "TEMPORARY"));
    add("TABLE");
    maybe(15, "IF NOT EXISTS");
    add("n" + random.nextInt(3));
    if (chance(10)) {
      add("AS");
      select();
      return;
    }
    add("(");
    columnDefinition();
    while (chance(45)) {
      add(",");
      columnDefinition();
    }
    if (chance(40)) {
      add(",");
      tableConstraint();
      while (chance(40)) {
        maybe(80, ",");
        tableConstraint();
      }
    }
    add(")");
    maybe(15, () -> list(() -> add(pick("WITHOUT ROWID", "STRICT", "WITHOUT x"))));
  }

  private void columnDefinition() {
    add(chance(80) ? "k" + random.nextInt(1000) : pick(NAMES));
    type();
    while (chance(35)) {
      maybe(15, "CONSTRAINT x");
      columnConstraint();
    }
  }

  private void columnConstraint() {
    switch (random.nextInt(13)) {
      case 0 -> {
        add("PRIMARY KEY");
        maybe(30, pick("ASC", "DESC"));
        onConflict();
        maybe(20, "AUTOINCREMENT");
      }
      case 1 -> {
        add(pick("NULL", "NOT NULL"));
        onConflict();
      }
      case 2 -> {
        add("UNIQUE");
        onConflict();
      }
      case 3 -> {
        add("CHECK");
        parenthesised(this::expr);
      }
      case 4, 5, 6 -> {
        add("DEFAULT");
        switch (random.nextInt(4)) {
          case 0 -> parenthesised(this::expr);
          case 1 -> add(pick("+", "-") + " " + pick(LITERALS));
          case 2 -> name();
          default -> add(pick(LITERALS));
        }
      }
      case 7 -> {
        add("COLLATE");
        name();
      }
      case 8 -> {
        add("REFERENCES");
        references();
      }
      case 9 -> deferral();
      case 10, 11 -> {
        maybe(50, "GENERATED ALWAYS");
        add("AS");
        parenthesised(this::expr);
        maybe(50, pick("STORED", "VIRTUAL", "x"));
      }
      default -> add("CONSTRAINT y");
    }
  }

  private void onConflict() {
    maybe(20, () -> add("ON CONFLICT " + pick(CONFLICTS)));
  }

  private void references() {
    name();
    maybe(50, this::columnNames);
    while (chance(35)) {
      add(
          pick(
              "MATCH FULL",
              "ON DELETE CASCADE",
              "ON UPDATE SET NULL",
              "ON INSERT RESTRICT",
              "ON DELETE SET DEFAULT",
              "ON UPDATE NO ACTION"));
    }
  }

  private void deferral() {
    maybe(30, "NOT");
    add("DEFERRABLE");
    maybe(60, pick("INITIALLY DEFERRED", "INITIALLY IMMEDIATE"));
  }

  private void tableConstraint() {
    maybe(20, "CONSTRAINT x");
    switch (random.nextInt(5)) {
      case 0 -> {
        add("PRIMARY KEY (");
        sortList();
        maybe(10, "AUTOINCREMENT");
        add(")");
        onConflict();
      }
      case 1 -> {
        add("UNIQUE");
        parenthesised(this::sortList);
        onConflict();
      }
      case 2, 3 -> {
        add("CHECK");
        parenthesised(this::expr);
        onConflict();
      }
      default -> {
        add("FOREIGN KEY");
        columnNames();
        add("REFERENCES");
        references();
        maybe(30, this::deferral);
      }
    }
  }

  private void createIndex() {
    add("CREATE");
    maybe(30, "UNIQUE");
    add("INDEX");
    maybe(15, "IF NOT EXISTS");
    maybe(10, "main .");
    add("n" + random.nextInt(3) + " ON");
    add(chance(90) ? "t" : pick(NAMES));
    parenthesised(this::sortList);
    where();
  }

  private void createView() {
    add("CREATE");
    maybe(15, "TEMP");
    add("VIEW");
    maybe(15, "IF NOT EXISTS");
    add("n" + random.nextInt(3));
    maybe(30, this::columnNames);
    add("AS");
    select();
  }

  private void createTrigger() {
    add("CREATE");
    maybe(15, "TEMP");
    add("TRIGGER");
    maybe(15, "IF NOT EXISTS");
    add("n" + random.nextInt(3));
    maybe(70, pick("BEFORE", "AFTER", "INSTEAD OF"));
    switch (random.nextInt(4)) {
      case 0 -> add("DELETE");
      case 1 -> add("INSERT");
      case 2 -> add("UPDATE");
      default -> {
        add("UPDATE OF");
        list(this::name);
      }
    }
    add("ON " + pick("t", "u", "v"));
    maybe(30, "FOR EACH ROW");
    if (chance(30)) {
      add("WHEN");
      expr();
    }
    add("BEGIN");
    do {
      switch (random.nextInt(4)) {
        case 0 -> insert(true);
        case 1 -> update(true);
        case 2 -> delete(true);
        default -> select();
      }
      add(";");
    } while (chance(35));
    add("END");
  }

  private void createVirtualTable() {
    add("CREATE VIRTUAL TABLE");
    maybe(15, "IF NOT EXISTS");
    add("n" + random.nextInt(3) + " USING m");
    if (chance(80)) {
      add("(");
      while (chance(70)) {
        switch (random.nextInt(5)) {
          case 0 -> add(",");
          case 1 -> parenthesised(() -> maybe(50, () -> list(this::expr)));
          default -> name();
        }
      }
      add(")");
    }
  }

  private void alter() {
    add("ALTER TABLE");
    table();
    switch (random.nextInt(8)) {
      case 0 -> {
        add("RENAME TO");
        name();
      }
      case 1 -> {
        add("RENAME");
        maybe(50, "COLUMN");
        name();
        add("TO");
        name();
      }
      case 2, 3 -> {
        add("ADD");
        maybe(50, "COLUMN");
        columnDefinition();
      }
      case 4 -> {
        add("DROP " + pick("COLUMN", "CONSTRAINT", "COLUMN"));
        name();
      }
      case 5, 6 -> {
        add("ADD");
        maybe(50, "CONSTRAINT x");
        add("CHECK");
        parenthesised(this::expr);
        onConflict();
      }
      default -> {
        add("ALTER");
        maybe(50, "COLUMN");
        name();
        add(pick("DROP NOT NULL", "SET NOT NULL"));
        maybe(10, "ON CONFLICT FAIL");
      }
    }
  }

  private void drop() {
    add("DROP " + pick("TABLE", "VIEW", "INDEX", "TRIGGER"));
    maybe(40, "IF EXISTS");
    table();
  }

  private void small() {
    switch (random.nextInt(11)) {
      case 0 -> {
        add("BEGIN");
        maybe(60, pick("DEFERRED", "IMMEDIATE", "EXCLUSIVE"));
        maybe(40, pick("TRANSACTION", "TRANSACTION x"));
      }
      case 1 -> {
        add(pick("COMMIT", "END", "ROLLBACK"));
        maybe(40, pick("TRANSACTION", "TRANSACTION x"));
      }
      case 2 -> {
        add("ROLLBACK");
        maybe(40, pick("TRANSACTION", "TRANSACTION x"));
        add("TO");
        maybe(40, "SAVEPOINT");
        name();
      }
      case 3 -> {
        add("SAVEPOINT");
        name();
      }
      case 4 -> {
        add("RELEASE");
        maybe(40, "SAVEPOINT");
        name();
      }
      case 5 -> {
        add("ATTACH");
        maybe(40, "DATABASE");
        expr();
        add("AS");
        expr();
        if (chance(20)) {
          add("KEY");
          expr();
        }
      }
      case 6 -> {
        add("DETACH");
        maybe(40, "DATABASE");
        expr();
      }
      case 7, 8 -> {
        add("PRAGMA");
        maybe(30, "main .");
        add(pick("user_version", "table_info", "nosuch"));
        String value = pick("1", "- 2", "+ 3.5", "x", "'x'", "ON", "DELETE", "DEFAULT", "FULL");
        maybe(70, () -> add(chance(50) ? "= " + value : "( " + value + " )"));
      }
      case 9 -> {
        add(pick("ANALYZE", "REINDEX"));
        maybe(70, this::table);
      }
      default -> {
        add("VACUUM");
        maybe(30, "main");
        if (chance(40)) {
          add("INTO");
          expr();
        }
      }
    }
  }
}
