package tech.turso.testing.parser;

import java.util.SplittableRandom;

/** Random expressions and queries of SQLite's grammar, production by production. */
class QuerySentences extends RandomTokens {
  private static final String[] LITERALS =
      ("0 1 -1 2.5 1e3 .5 5. 0x1F 1_000 1__0 9223372036854775808 's' 'it''s' x'0a' "
              + "X'' NULL CURRENT_TIME CURRENT_DATE CURRENT_TIMESTAMP ? ?1 ?2 :a @b $c "
              + "$d::e(f) true \"s\"")
          .split(" ");

  private static final String[] BINARY =
      ("+;-;*;/;%;||;->;->>;&;|;<<;>>;=;==;<>;!=;<;<=;>;>=;AND;OR;IS;IS NOT;"
              + "IS DISTINCT FROM;IS NOT DISTINCT FROM;LIKE;NOT LIKE;GLOB;REGEXP;MATCH;"
              + "NOT MATCH")
          .split(";");

  private static final String[] JOINS =
      (",;JOIN;INNER JOIN;CROSS JOIN;LEFT JOIN;LEFT OUTER JOIN;RIGHT JOIN;"
              + "FULL OUTER JOIN;NATURAL JOIN;NATURAL LEFT JOIN;NATURAL RIGHT OUTER JOIN;"
              + "INNER LEFT JOIN;OUTER JOIN;LEFT x JOIN")
          .split(";");

  /** How many operators and subqueries may still come. */
  int budget;

  QuerySentences(SplittableRandom random) {
    super(random);
  }

  // Expressions

  void expr() {
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

  void literal() {
    add(pick(LITERALS));
  }

  void leaf() {
    if (chance(50)) {
      literal();
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

  void in() {
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

  void caseExpr() {
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

  void call() {
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

  void window() {
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

  void bound(String side) {
    switch (random.nextInt(4)) {
      case 0 -> add("UNBOUNDED " + side);
      case 1 -> add("CURRENT ROW");
      default -> {
        expr();
        add(pick("PRECEDING", "FOLLOWING"));
      }
    }
  }

  void orderBy() {
    add("ORDER BY");
    sortList();
  }

  void sortList() {
    list(
        () -> {
          expr();
          maybe(30, pick("ASC", "DESC"));
          maybe(12, pick("NULLS FIRST", "NULLS LAST"));
        });
  }

  void type() {
    maybe(90, () -> add(pick("INT", "TEXT", "VARCHAR ( 10 )", "DECIMAL ( +1 , -2.5 )", "a 'b' c")));
  }

  // Queries

  void select() {
    maybe(8, this::with);
    core();
    while (chance(12)) {
      add(pick("UNION", "UNION ALL", "EXCEPT", "INTERSECT"));
      core();
    }
  }

  void with() {
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

  void columnNames() {
    parenthesised(
        () ->
            list(
                () -> {
                  name();
                  maybe(2, pick("COLLATE x", "ASC"));
                }));
  }

  void core() {
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

  void where() {
    if (chance(35)) {
      add("WHERE");
      expr();
    }
  }

  void limit() {
    add("LIMIT");
    expr();
    if (chance(40)) {
      add(pick("OFFSET", ","));
      expr();
    }
  }

  void resultColumns() {
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

  void alias() {
    if (chance(20)) {
      maybe(60, "AS");
      name();
    }
  }

  void from() {
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

  void source() {
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

  void indexHint() {
    if (chance(50)) {
      add("NOT INDEXED");
    } else {
      add("INDEXED BY");
      name();
    }
  }
}
